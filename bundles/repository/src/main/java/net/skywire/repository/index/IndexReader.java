package net.skywire.repository.index;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.xml.stream.XMLStreamException;
import net.skywire.deploy.publisher.Shown;
import org.apache.felix.utils.repository.StaxParser;
import org.osgi.resource.Resource;

/** Reads an OSGi R5 repository. The parser is Felix's; what it leaves open, {@link XmlLimits} has looked at before. */
public final class IndexReader {

    private IndexReader() {}

    /** @throws IOException if it is not one, goes beyond the limits, or has what a node could not use */
    public static Index read(byte[] xml) throws IOException {
        XmlLimits.check(xml);
        StaxParser.XmlRepository parsed = parse(xml);
        List<Release> releases = new ArrayList<>(parsed.resources.size());
        Set<String> present = new HashSet<>();
        for (Resource resource : parsed.resources) {
            Release release = release(resource, releases.size());
            if (!present.add(release.toString())) {
                throw new IOException("expected each version once, got " + release + " twice");
            }
            releases.add(release);
        }
        return new Index(parsed.name == null ? "" : Shown.of(parsed.name), parsed.increment, releases);
    }

    private static StaxParser.XmlRepository parse(byte[] xml) throws IOException {
        try {
            return StaxParser.parse(new ByteArrayInputStream(xml));
        } catch (XMLStreamException | RuntimeException e) { // it throws either for what it does not expect
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new IOException(
                    "expected an OSGi repository in XML, got another: " + Shown.of(e.getMessage() + ", " + cause), e);
        }
    }

    private static Release release(Resource resource, int number) throws IOException {
        try {
            return Release.of(resource);
        } catch (IllegalArgumentException e) {
            throw new IOException("resource " + (number + 1) + ": " + Shown.whole(e.getMessage()), e);
        }
    }
}
