package net.skywire.itest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import net.skywire.host.AppControl;
import net.skywire.host.AppState;
import net.skywire.host.AppStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Programs of all kinds as app processes of a container. */
@Timeout(120)
class ProcessesIT {

    private static final String SERVER =
            Path.of("src/test/resources/server-2019-09.py").toAbsolutePath().toString();

    @TempDir
    Path home;

    @Test
    void speakToBundlesInAnyLanguageAndDialect() throws Exception {
        Conf configuration = Conf.of("server=10", "helloworld-client")
                .process("server", "python3", SERVER)
                .ours("server", "init-name", "\"helloworld\"");
        try (Product product = new Product(home, configuration)) {
            product.awaitState("server", AppState.RUNNING);
            product.dropSample("helloworld-client");
            product.awaitState("helloworld-client", AppState.STOPPED);

            assertEquals("ended by itself", product.status("helloworld-client").reason());
            assertTrue(Files.isDirectory(home.resolve("data/local/server/v1.0")));
        }
    }

    @Test
    void areShownAsWhatBecameOfThem() throws Exception {
        Conf configuration = Conf.of("missing", "broken", "done", "stranger")
                .process("missing", "/no/such/program")
                .process("broken", "sh", "-c", "exit 3")
                .process("done", "true")
                .process("stranger", "python3", SERVER);
        try (Product product = new Product(home, configuration)) {
            product.awaitState("missing", AppState.FAILED);
            product.awaitState("broken", AppState.FAILED);
            product.awaitState("done", AppState.STOPPED);
            product.awaitState("stranger", AppState.FAILED);

            assertEquals(
                    "cannot start /no/such/program: no such file or directory",
                    product.status("missing").reason());
            assertEquals("exit code 3", product.status("broken").reason());
            Product.await(
                    "its last line",
                    () -> product.status("stranger").reason().equals("unexpected app; last line: AssertionError"));
        }
    }

    @Test
    void areStartedAgainByTheirPolicyAndStoppedByTheirOperator() throws Exception {
        String script = "[ -e again ] && exec cat <&3; touch again; echo no luck; exit 3";
        Conf configuration =
                Conf.of("chat").process("chat", "sh", "-c", script).ours("chat", "restart", "\"on-failure\"");
        try (Product product = new Product(home, configuration)) {
            Product.await("another", () -> reason(product).contains("started again 1 time, last exit code 3"));
            AppControl control = product.context().getServiceReferences(AppControl.class, null).stream()
                    .map(service -> product.context().getService(service))
                    .filter(each -> each.controls("chat"))
                    .findFirst()
                    .orElseThrow();

            control.stop("chat");
            assertEquals(AppState.STOPPED, product.status("chat").state());

            control.start("chat");
            assertEquals(AppState.WAITING, product.status("chat").state());
            assertTrue(control.log("chat", 10).contains("no luck"));
            assertTrue(Files.exists(home.resolve("data/log/apps/chat.log")));
        }
    }

    private static String reason(Product product) {
        AppStatus chat = product.status("chat");
        return chat == null ? "" : chat.reason();
    }

    @Test
    void areStoppedWhenTheyAreNoLongerConfiguredAndWhenTheContainerStops() throws Exception {
        Conf two = Conf.of("one", "two").process("two", "sh", "-c", "cat <&3");
        String one = two.toString();
        try (Product product = new Product(home, two.process("one", "sh", "-c", "cat <&3"))) {
            product.awaitState("two", AppState.WAITING);

            product.configure(one);

            Product.await("the end of one", () -> product.status("one") == null);
            assertEquals(AppState.WAITING, product.status("two").state());
        }
        assertTrue(ProcessHandle.current().children().noneMatch(ProcessHandle::isAlive));
    }
}
