package net.skywire.repository.index;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A reader of indexes ... */
class IndexReaderTest {

    private static final String HEAD =
            "<repository xmlns='http://www.osgi.org/xmlns/repository/v1.0.0' name='x' increment='7'>";

    private static String resource(String version, String more) {
        return "<resource><capability namespace='osgi.identity'><attribute name='osgi.identity' value='net.example.chat'/>"
                + "<attribute name='version' type='Version' value='" + version + "'/></capability>"
                + "<capability namespace='osgi.content'><attribute name='osgi.content' value='" + "ab".repeat(32)
                + "'/><attribute name='url' value='chat.jar'/><attribute name='size' type='Long' value='5'/></capability>"
                + more + "</resource>";
    }

    private static Index read(String body) throws IOException {
        return IndexReader.read((HEAD + body + "</repository>").getBytes(StandardCharsets.UTF_8));
    }

    private static String refusal(String body) {
        return assertThrows(IOException.class, () -> read(body)).getMessage();
    }

    @Test
    void readsBackWhatWasWritten() throws Exception {
        Release written = IndexWriter.release(
                Map.of(
                        "Bundle-ManifestVersion", "2",
                        "Bundle-SymbolicName", "net.example.chat;singleton:=true",
                        "Bundle-Version", "1.2.3",
                        "Bundle-Description", "Chats <& \"more\"",
                        "Import-Package", "net.skywire.app;version=\"[1,2)\"",
                        "Export-Package", "net.example.chat;version=1.2.3;uses:=\"net.skywire.app\"",
                        "Require-Capability", "osgi.ee;filter:=\"(&(osgi.ee=JavaSE)(version=17))\"",
                        "Provide-Capability", "osgi.service;objectClass:List<String>=\"a,b\";effective:=active"),
                "chat.jar",
                "cd".repeat(32),
                9,
                Channel.BETA);

        String xml = IndexWriter.write(new Index("ours", 8, List.of(written)));
        Index index = IndexReader.read(xml.getBytes(StandardCharsets.UTF_8));

        Release release = index.releases().get(0);
        assertEquals("net.example.chat 1.2.3", release.toString());
        assertEquals(Channel.BETA, release.channel());
        assertEquals("Chats <& \"more\"", release.description());
        assertEquals(8, index.increment());
        assertEquals(
                written.resource().getCapabilities(null).stream()
                        .map(each -> Map.of(each.getDirectives(), each.getAttributes()))
                        .toList(),
                release.resource().getCapabilities(null).stream()
                        .map(each -> Map.of(each.getDirectives(), each.getAttributes()))
                        .toList());
        assertEquals(
                written.resource().getRequirements(null).stream()
                        .map(each -> each.getDirectives().get("filter"))
                        .toList(),
                release.resource().getRequirements(null).stream()
                        .map(each -> each.getDirectives().get("filter"))
                        .toList());
        assertEquals(xml, IndexWriter.write(index));
    }

    @Test
    void takesAnIndexOfAnotherToolAsStable() throws Exception {
        Index index = read(resource("1.0.0", ""));

        assertEquals(Channel.STABLE, index.releases().get(0).channel());
        assertEquals(7, index.increment());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "chat.jar | ../chat.jar",
                "chat.jar | /etc/passwd",
                "chat.jar | https://example.net/chat.jar",
                "chat.jar | a/../../chat.jar",
                "chat.jar | .hidden.jar",
                "type='Long' value='5' | type='Long' value='0'",
                "type='Long' value='5' | value='5'",
                "abab | ABAB",
                "net.example.chat | net example",
                "osgi.content' value | digest' value",
                "osgi.identity' value | name' value",
                "<resource> | <resource><capability namespace='net.skywire.channel'><attribute name='net.skywire.channel'"
                        + " value='alpha'/></capability>",
                "<resource> | <resource x='y'>",
                "<resource> | <resource>text"
            })
    void refusesWhatANodeCouldNotUse(String what, String with) {
        String good = resource("1.0.0", "");
        assertTrue(good.contains(what), what);
        refusal(good.replace(what, with));
    }

    @Test
    void refusesAVersionThatIsThereTwice() {
        assertEquals(
                "expected each version once, got net.example.chat 1.0.0 twice",
                refusal(resource("1.0.0", "") + resource("1.0.0", "")));
    }

    @Test
    void refusesDeclarationsOfTypesAndEntities(@TempDir Path folder) throws Exception {
        Path secret = Files.writeString(folder.resolve("secret"), "secret");
        for (String declared : new String[] {
            "<!DOCTYPE repository>",
            "<!DOCTYPE repository [<!ENTITY x SYSTEM '" + secret.toUri() + "'>]>",
            "<!DOCTYPE repository [<!ENTITY x 'xxxxxxxxxx'><!ENTITY y '&x;&x;&x;'>]>",
            "<!DOCTYPE repository SYSTEM '" + secret.toUri() + "'>"
        }) {
            String xml = declared + HEAD + resource("1.0.0", "") + "</repository>";
            var thrown = assertThrows(IOException.class, () -> IndexReader.read(xml.getBytes(StandardCharsets.UTF_8)));
            assertEquals(
                    "expected an index without a DOCTYPE or entities of its own, got one with them",
                    thrown.getMessage());
        }
        refusal("&x;" + resource("1.0.0", ""));
    }

    @Test
    void takesSoManyResourcesAndNoMore() throws Exception {
        StringBuilder body = new StringBuilder();
        for (int number = 0; number < Index.MAX_RELEASES; number++) {
            body.append(resource("1.0." + number, ""));
        }
        assertEquals(Index.MAX_RELEASES, read(body.toString()).releases().size());

        assertEquals("expected up to 10000 resources, got more", refusal(body + resource("2.0.0", "")));
    }

    @Test
    void takesSoManyBytesAndNoMore() throws Exception {
        int rest = Index.MAX_LENGTH - (HEAD + resource("1.0.0", "") + "</repository>").length();
        assertEquals(
                1, read(resource("1.0.0", "") + " ".repeat(rest)).releases().size());

        assertEquals(
                "expected an index of up to 16777216 bytes, got more",
                refusal(resource("1.0.0", "") + " ".repeat(rest + 1)));
    }

    @Test
    void takesSoManyClausesOfOneResourceAndNoMore() throws Exception {
        String clause = "<capability namespace='x'/>";
        int more = XmlLimits.MAX_CLAUSES - 2;
        assertEquals(1, read(resource("1.0.0", clause.repeat(more))).releases().size());

        assertEquals(
                "expected up to 2000 capabilities and requirements of one, got more",
                refusal(resource("1.0.0", clause.repeat(more + 1))));
    }

    @Test
    void takesFiltersThatAreSoDeepAndNoDeeper() throws Exception {
        assertEquals(
                1,
                read(resource("1.0.0", requirement(XmlLimits.MAX_NESTING)))
                        .releases()
                        .size());

        assertEquals(
                "expected up to 32 brackets within each other, got more",
                refusal(resource("1.0.0", requirement(XmlLimits.MAX_NESTING + 1))));
    }

    private static String requirement(int depth) {
        return "<requirement namespace='x'><directive name='filter' value='" + "(!".repeat(depth - 1) + "(x=y)"
                + ")".repeat(depth - 1) + "'/></requirement>";
    }

    @Test
    void refusesTypesWithinTypesAndElementsWithinElements() {
        String nested = "<capability namespace='x'><attribute name='a' type='"
                + "List<".repeat(5000).replace("<", "&lt;") + "' value='a'/></capability>";
        assertTrue(
                refusal(resource("1.0.0", nested)).startsWith("expected a type such as String or List<Version>, got"));
        assertTrue(refusal("<resource>".repeat(9)).startsWith("expected up to 8 elements within each other"));
    }

    @Test
    void refusesWhatIsNoXml() {
        for (String xml : new String[] {"", "x", "<", "<a/>", "<repository", "\u0000"}) {
            assertThrows(IOException.class, () -> IndexReader.read(xml.getBytes(StandardCharsets.UTF_8)), xml);
        }
    }
}
