package net.skywire.testkit;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class TestingGuideTest {

    private static final Path DOCS = Path.of("../../docs/vendors");
    private static final Path EXAMPLE = Path.of("src/test/java/com/example/echo");

    @Test
    void showsTheTestThatIsRunHere() throws Exception {
        String guide = Files.readString(DOCS.resolve("testing.md"));

        String test = Files.readString(EXAMPLE.resolve("EchoTest.java"));

        assertTrue(guide.contains("```java\n" + test + "```"), "the example is another than EchoTest");
    }

    @Test
    void testsTheFirstAppOfTheIntroduction() throws Exception {
        String introduction = Files.readString(DOCS.resolve("app.md"));

        String app = Files.readString(EXAMPLE.resolve("Echo.java"));

        String body = app.substring(app.indexOf("@Component\n"), app.length()).indent(4);
        assertTrue(introduction.contains(body), "the first app is another than Echo");
    }
}
