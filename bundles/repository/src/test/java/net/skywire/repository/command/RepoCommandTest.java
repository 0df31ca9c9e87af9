package net.skywire.repository.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.EnumSet;
import java.util.List;
import net.skywire.deploy.Consent;
import net.skywire.host.OperatorCommand;
import net.skywire.repository.Vendor;
import net.skywire.repository.WebServer;
import org.junit.jupiter.api.Test;

/** The command repo ... */
class RepoCommandTest extends Operator {

    private static final String API_2 = "Import-Package: net.skywire.app;version=\"[2,3)\"";
    private static final String API_1 = "Import-Package: net.skywire.app;version=\"[1,2)\"";
    private static final String JAVA_99 = "Require-Capability: osgi.ee;filter:=\"(&(osgi.ee=JavaSE)(version=99))\"";

    private String refusal(String... words) {
        return assertThrows(IOException.class, () -> repo(words)).getMessage();
    }

    @Test
    void installsAndUpdatesFromAFolder() throws Exception {
        publish("1.0.0", "stable", API_1);

        assertEquals(List.of("added ours, 1 apps, signed by alice"), repo("add", "ours", "published"));
        assertEquals(List.of("deployed net.example.chat 1.0.0"), repo("install", "net.example.chat"));
        assertEquals(List.of("net.example.chat 1.0.0"), container.running());
        assertEquals(
                "repo ours: net.example.chat 1.0.0", deployments.apps().get(0).origin());

        assertEquals(List.of("net.example.chat 1.0.0 is the newest for this node"), repo("update"));
        publish("1.1.0", "stable", API_1);
        assertEquals(List.of("deployed net.example.chat 1.1.0"), repo("update", "net.example.chat"));
        assertEquals(List.of("net.example.chat 1.1.0"), container.running());
    }

    @Test
    void takesTheNewestThatFitsAndSaysWhyNoNewerOne() throws Exception {
        publish("1.0.0", "stable", API_1);
        publish("1.5.0", "stable", API_1);
        publish("2.0.0", "stable", API_2);
        publish("3.0.0", "stable", JAVA_99);
        publish("4.0.0", "beta", API_1);
        repo("add", "ours", "published");
        int java = Runtime.version().feature();

        assertEquals(
                List.of(
                        "not 3.0.0 needs Java 99, this is " + java,
                        "not 2.0.0 needs net.skywire.app [2.0.0,3.0.0), here is 1.1.0",
                        "deployed net.example.chat 1.5.0"),
                repo("install", "net.example.chat"));
        assertEquals(
                "no version of net.example.chat is for this node: net.example.chat 2.0.0 needs net.skywire.app"
                        + " [2.0.0,3.0.0), here is 1.1.0",
                refusal("install", "net.example.chat@2.0.0"));
        assertEquals(
                List.of("deployed net.example.chat 4.0.0"), repo("install", "net.example.chat", "--channel", "beta"));
    }

    @Test
    void tellsAllVersionsAndWhichAreForThisNode() throws Exception {
        publish("1.0.0", "stable", API_1);
        publish("2.0.0", "stable", API_2);
        publish("3.0.0", "beta", API_1);
        repo("add", "ours", "published");

        assertEquals(
                "net.example.chat: Talks about net.example.chat",
                repo("info", "net.example.chat").get(0));
        assertEquals(
                List.of("VERSION CHANNEL", "3.0.0 beta", "2.0.0 stable", "1.0.0 stable"),
                lines.stream()
                        .skip(1)
                        .map(line -> line.split(" +")[0] + ' ' + line.split(" +")[1])
                        .toList());
        assertTrue(
                lines.get(3).endsWith("no             needs net.skywire.app [2.0.0,3.0.0), here is 1.1.0"),
                lines.get(3));
        assertEquals(
                List.of(
                        "APP               VERSION  REPOSITORY  DESCRIPTION                   REASON",
                        "net.example.chat  1.0.0    ours        Talks about net.example.chat  not 2.0.0 needs"
                                + " net.skywire.app [2.0.0,3.0.0), here is 1.1.0"),
                repo("search", "CHAT"));
        assertEquals(List.of("nothing found"), repo("search", "mail"));
    }

    @Test
    void tellsProgramsTheSameInJson() throws Exception {
        publish("1.0.0", "stable", API_1);
        publish("2.0.0", "stable", API_2);
        repo("add", "ours", "published");

        String passedOver = "\"passed_over\":[{";
        assertTrue(repo("search", "--json").get(0).startsWith("{\""), lines.toString());
        assertEquals(1, lines.size());
        assertTrue(lines.get(0).contains(passedOver), lines.get(0));
        assertTrue(repo("list", "--json").get(0).contains("\"publisher\":\"alice\""), lines.get(0));
        assertTrue(repo("info", "net.example.chat", "--json").get(0).contains("\"fits\":false"), lines.get(0));
        assertTrue(repo("refresh", "--json").get(0).contains("\"changed\":false"), lines.get(0));
        assertTrue(repo("install", "net.example.chat", "--json").get(0).contains(passedOver), lines.get(0));
        assertEquals(1, lines.size());
        assertTrue(repo("update", "--json").get(0).contains(passedOver), lines.get(0));
        assertTrue(repo("remove", "ours", "--json").get(0).contains("\"removed\":\"ours\""), lines.get(0));
    }

    @Test
    void fetchesWhatAnAppNeedsBesideIt() throws Exception {
        Vendor.ALICE.publish(
                published,
                "stable",
                Vendor.bundle("net.example.base", "1.0.0", 10, "Export-Package: net.example.base;version=1.0.0"));
        Vendor.ALICE.publish(
                published,
                "stable",
                Vendor.bundle(
                        "net.example.library",
                        "1.2.0",
                        10,
                        "Import-Package: net.example.base;version=\"[1,2)\"",
                        "Export-Package: net.example.library;version=1.2.0"));
        publish("1.0.0", "stable", "Import-Package: net.example.library;version=\"[1,2)\"");
        publish("2.0.0", "stable", "Import-Package: net.example.library;version=\"[7,8)\"");
        repo("add", "ours", "published");

        repo("install", "net.example.chat");

        assertEquals(
                List.of(
                        "not 2.0.0 needs net.example.library [7.0.0,8.0.0), here is none",
                        "deployed net.example.chat 1.0.0"),
                lines);
        assertEquals(
                List.of("net.example.base 1.0.0", "net.example.chat 1.0.0", "net.example.library 1.2.0"),
                container.running());
        assertTrue(progress.contains("needs net.example.base 1.0.0 of repository ours"), progress.toString());
    }

    @Test
    void keepsToBetaWhereABetaRuns() throws Exception {
        publish("1.0.0", "stable", API_1);
        publish("1.1.0", "beta", API_1);
        repo("add", "ours", "published");
        repo("install", "net.example.chat");
        assertEquals(List.of("net.example.chat 1.0.0 is the newest for this node"), repo("update"));

        repo("install", "net.example.chat@1.1.0");
        publish("1.2.0", "beta", API_1);

        assertEquals(List.of("deployed net.example.chat 1.2.0"), repo("update"));
    }

    @Test
    void handsOnWhatTheOperatorAgreesTo() throws Exception {
        publish("1.0.0", "stable", API_1);
        repo("add", "ours", "published");

        repo("install", "--older", "net.example.chat", "--grant", "--force");
        assertEquals(List.of("net.example.chat 1.0.0 is deployed already"), repo("install", "net.example.chat"));

        assertEquals(List.of(EnumSet.allOf(Consent.class), EnumSet.of(Consent.AGAIN)), deployments.consents);
    }

    @Test
    void goesOnWithTheLastIndexWhereTheNetworkIsGone() throws Exception {
        publish("1.0.0", "stable", API_1);
        try (WebServer server = new WebServer(published)) {
            repo("add", "web", server.url());
            repo("install", "net.example.chat");
        }
        startAnew();

        assertEquals("web", repo("search").get(1).split(" +")[2]);
        assertTrue(repo("info", "net.example.chat").size() > 2);
        assertEquals(List.of("deployed net.example.chat 1.0.0"), repo("install", "net.example.chat"), "fetched before");
        assertTrue(
                progress.get(1).startsWith("going on with the last index of web: http://localhost:"), progress.get(1));
        assertEquals("1 of 1 not refreshed", refusal("refresh"));
        assertTrue(lines.get(0).startsWith("not refreshed: web: http://localhost:"), lines.get(0));
    }

    @Test
    void needsToBeToldWhichRepositoryIfSeveralHaveIt() throws Exception {
        publish("1.0.0", "stable", API_1);
        repo("add", "a", "published");
        repo("add", "b", "published");

        assertEquals(
                "net.example.chat is in the repositories a, b: say which, such as a/net.example.chat",
                refusal("install", "net.example.chat"));
        repo("install", "b/net.example.chat");

        assertEquals("repo b: net.example.chat 1.0.0", deployments.apps().get(0).origin());
        assertEquals(List.of("net.example.chat 1.0.0 is deployed already"), repo("install", "net.example.chat"));
    }

    @Test
    void endsWhenNobodyListensAnyMore() throws Exception {
        publish("1.0.0", "stable", API_1);
        IOException gone = new IOException("gone");
        OperatorCommand.Output deaf = new OperatorCommand.Output() {
            @Override
            public void line(String text) throws IOException {
                throw gone;
            }

            @Override
            public void progress(String text) throws IOException {
                throw gone;
            }
        };

        List<String> words = List.of("add", "ours", published.toString());
        assertSame(gone, assertThrows(IOException.class, () -> command.run(words, deaf)));
        assertEquals(List.of(), repositories.all());
    }

    @Test
    void forgetsARepositoryWithAllItsFiles() throws Exception {
        publish("1.0.0", "stable", API_1);
        repo("add", "ours", "published");
        repo("install", "net.example.chat");

        assertEquals(List.of("removed ours"), repo("remove", "ours"));

        assertEquals(List.of("no repositories: repo add NAME URL or FOLDER"), repo("list"));
        assertTrue(Files.notExists(temporary.resolve("data/ours")));
        assertEquals("1 of 1 not updated", refusal("update"));
    }

    @Test
    void addsNothingThatIsNoRepository() throws Exception {
        assertTrue(
                refusal("add", "ours", "published").contains("index.jar, found none; a repository is a folder with"));
        assertEquals(
                "no repository has net.example.chat in the channel; see repo search",
                refusal("install", "net.example.chat"));

        Vendor.MALLORY.publish(published, "stable", Vendor.bundle("net.example.chat", "1.0.0", 10));

        assertTrue(refusal("add", "ours", "published")
                .startsWith("index.jar of repository ours: expected a publisher in " + publishers));
        assertEquals(List.of("no repositories: repo add NAME URL or FOLDER"), repo("list"));
        assertTrue(Files.notExists(temporary.resolve("data/ours")));
    }

    @Test
    void saysWhatItExpects() {
        for (String[] words : new String[][] {
            {},
            {"eat"},
            {"add", "ours"},
            {"add", "../x", "published"},
            {"add", "ours", "http://example.net/"},
            {"add", "ours", "published", "more"},
            {"add", "ours", "published", "--channel", "alpha"},
            {"install"},
            {"install", "@1"},
            {"install", "a", "--soon"},
            {"list", "all"}
        }) {
            assertThrows(IllegalArgumentException.class, () -> repo(words), String.join(" ", words));
        }
    }
}
