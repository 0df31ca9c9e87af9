package net.skywire.node.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The reference in the operators' documentation is made from the schema: {@code mvn test -Dreference=write} makes it. */
class ReferenceTest {

    private static final Path DOCUMENT = Path.of("../../docs/operate/configuration.md");
    private static final String BEGIN = "<!-- made from the schema by a test; change it there -->\n";
    private static final String END = "<!-- end of what is made from the schema -->\n";

    @Test
    void saysWhatTheSchemaSays() throws Exception {
        String document = Files.readString(DOCUMENT);
        int begin = document.indexOf(BEGIN) + BEGIN.length();
        int end = document.indexOf(END);
        assertTrue(begin >= BEGIN.length() && end >= begin, "marks in " + DOCUMENT);
        String reference = new SchemaReference(JsonFile.read(SchemaTest.FILE)).text();

        if ("write".equals(System.getProperty("reference"))) {
            Files.writeString(DOCUMENT, document.substring(0, begin) + reference + document.substring(end));
        } else {
            assertEquals(reference, document.substring(begin, end));
        }
    }
}
