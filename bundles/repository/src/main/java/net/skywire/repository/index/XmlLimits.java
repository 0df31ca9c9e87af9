package net.skywire.repository.index;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import net.skywire.deploy.publisher.Shown;

/** Reads an index once for what could harm a reader: declarations of types and entities, too many of something, too deep. */
final class XmlLimits {

    /** Capabilities and requirements of one resource. */
    static final int MAX_CLAUSES = 2_000;

    /** Elements within each other. */
    static final int MAX_DEPTH = 8;

    /** Brackets within each other in the filter of a requirement. */
    static final int MAX_NESTING = 32;

    private static final Pattern TYPE = Pattern.compile("(List<)?(String|Version|Long|Double)>?");

    private int depth;
    private int resources;
    private int clauses;

    private XmlLimits() {}

    static void check(byte[] xml) throws IOException {
        if (xml.length > Index.MAX_LENGTH) {
            throw new IOException("expected an index of up to " + Index.MAX_LENGTH + " bytes, got more");
        }
        try {
            XMLStreamReader reader = factory().createXMLStreamReader(new ByteArrayInputStream(xml));
            new XmlLimits().read(reader);
            reader.close();
        } catch (XMLStreamException
                | RuntimeException e) { // Java's reader throws either for some that are made to be wrong
            throw new IOException("expected an index in XML, got something else: " + Shown.of("" + e.getMessage()), e);
        }
    }

    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setXMLResolver((publicId, systemId, base, namespace) -> {
            throw new XMLStreamException("expected no entities, got " + systemId);
        });
        return factory;
    }

    private void read(XMLStreamReader reader) throws XMLStreamException, IOException {
        while (reader.hasNext()) {
            int event = reader.next();
            if (event == XMLStreamConstants.DTD || event == XMLStreamConstants.ENTITY_REFERENCE) {
                throw new IOException("expected an index without a DOCTYPE or entities of its own, got one with them");
            } else if (event == XMLStreamConstants.START_ELEMENT) {
                start(reader);
            } else if (event == XMLStreamConstants.END_ELEMENT) {
                depth--;
            }
        }
    }

    private void start(XMLStreamReader reader) throws IOException {
        atMost(MAX_DEPTH, ++depth, "elements within each other");
        switch (reader.getLocalName()) {
            case "resource" -> {
                atMost(Index.MAX_RELEASES, ++resources, "resources");
                clauses = 0;
            }
            case "capability", "requirement" -> atMost(MAX_CLAUSES, ++clauses, "capabilities and requirements of one");
            case "attribute" -> {
                String type = reader.getAttributeValue(null, "type");
                if (type != null && !TYPE.matcher(type).matches()) {
                    throw new IOException("expected a type such as String or List<Version>, got " + Shown.of(type));
                }
            }
            case "directive" -> checkNesting(reader.getAttributeValue(null, "value"));
            default -> {} // the parser says of any other that it expects none
        }
    }

    private static void checkNesting(String value) throws IOException {
        int open = 0;
        for (int at = 0; value != null && at < value.length(); at++) {
            if (value.charAt(at) == '(') {
                atMost(MAX_NESTING, ++open, "brackets within each other");
            } else if (value.charAt(at) == ')') {
                open--;
            }
        }
    }

    private static void atMost(int most, int count, String of) throws IOException {
        if (count > most) {
            throw new IOException("expected up to " + most + ' ' + of + ", got more");
        }
    }
}
