package net.skywire.itest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import net.skywire.host.AppState;
import net.skywire.host.OperatorCommand;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** A vendor publishes with the program of the product, and a node installs and updates from what is there. */
@DisabledIfSystemProperty(named = "panama", matches = "true") // nothing of it depends on the Java
@Timeout(300)
class RepositoryIT {

    private static final String ECHO = "net.example.echo";

    @TempDir
    Path temporary;

    private Path published;
    private Vendor vendor;
    private Product product;

    @BeforeEach
    void start() throws Exception {
        published = temporary.resolve("published");
        vendor = new Vendor(temporary, "vendor", Vendor.CODE_SIGNING);
        Path home = temporary.resolve("home");
        product = new Product(home, Conf.of(ECHO + "=100").signed());
        Files.copy(vendor.certificate(), home.resolve("conf/publishers/vendor.pem"));
        Product.await("the command", () -> command() != null);
    }

    @AfterEach
    void stop() throws Exception {
        product.close();
    }

    private OperatorCommand command() {
        try {
            return product.context().getServiceReferences(OperatorCommand.class, null).stream()
                    .map(product.context()::getService)
                    .filter(command -> command != null && command.name().equals("repo"))
                    .findFirst()
                    .orElse(null);
        } catch (org.osgi.framework.InvalidSyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The lines of the result. */
    private List<String> repo(String... words) throws Exception {
        List<String> lines = new ArrayList<>();
        command().run(List.of(words), new OperatorCommand.Output() {
            @Override
            public void line(String text) {
                lines.add(text);
            }

            @Override
            public void progress(String text) {
                // for people
            }
        });
        return lines;
    }

    private String program(String... words) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Product.ASSEMBLED.resolve("bin/skywire-osgi-publish").toString());
        command.addAll(List.of(words));
        return Vendor.run(command);
    }

    private void publish(byte[] app, String channel) throws Exception {
        Path jar = Files.write(temporary.resolve("new.jar"), vendor.sign(app));
        String folder = published.toString();
        Path password = Files.writeString(temporary.resolve("password"), "secret");
        String added = program("add", folder, jar.toString(), "--channel", channel);
        assertTrue(added.startsWith("added net.example."), added);
        String signed = program(
                "sign",
                folder,
                "--keystore",
                temporary.resolve("vendor.p12").toString(),
                "--alias",
                "vendor",
                "--password-file",
                password.toString());
        assertTrue(signed.startsWith("signed by CN=vendor, "), signed);
        assertTrue(program("check", folder).startsWith("good; "), "what a node takes");
    }

    private static byte[] echo(String version, String... headers) throws IOException {
        return AppJars.of(EchoApp.class, ECHO, version, headers);
    }

    private Set<String> running() {
        Set<String> running = new TreeSet<>();
        Arrays.stream(product.context().getBundles())
                .filter(bundle -> bundle.getSymbolicName().startsWith("net.example."))
                .forEach(bundle -> running.add(bundle.getSymbolicName() + ' ' + bundle.getVersion()));
        return running;
    }

    @Test
    void installsAndUpdatesOverHttpAndSaysWhyNotTheNewest() throws Exception {
        publish(echo("1.0.0"), "stable");
        HttpServer server = server();
        repo("add", "web", "http://localhost:" + server.getAddress().getPort() + "/");

        String installed = last(repo("install", ECHO));
        product.awaitState(ECHO, AppState.RUNNING);
        assertTrue(installed.contains(ECHO + " 1.0.0"), installed);

        publish(echo("1.1.0"), "stable");
        publish(echo("2.0.0", "Require-Capability: osgi.ee;filter:=\"(&(osgi.ee=JavaSE)(version=99))\""), "stable");
        publish(echo("3.0.0"), "beta");
        List<String> updated = repo("update");
        assertEquals(
                ECHO + ": not 2.0.0 needs Java 99, this is " + Runtime.version().feature(), updated.get(0));
        assertTrue(last(updated).contains(ECHO + " 1.1.0"), updated.toString());
        Product.await("1.1.0 alone", () -> running().equals(Set.of(ECHO + " 1.1.0")));
        product.awaitState(ECHO, AppState.RUNNING);
        server.stop(0);
    }

    private HttpServer server() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                byte[] content = Files.readAllBytes(
                        published.resolve(exchange.getRequestURI().getPath().substring(1)));
                exchange.sendResponseHeaders(200, content.length);
                exchange.getResponseBody().write(content);
            }
        });
        server.start();
        return server;
    }

    private static String last(List<String> lines) {
        return lines.get(lines.size() - 1);
    }

    @Test
    void installsFromAFolderWithWhatTheAppNeeds() throws Exception {
        publish(AppJars.library("net.example.library", "1.2.0"), "stable");
        publish(echo("1.0.0", "Import-Package: net.skywire.app;version=\"[1,2)\",net.example.library"), "stable");
        repo("add", "stick", published.toString());
        assertTrue(last(repo("search", "echo")).startsWith(ECHO + "  1.0.0    stick"));

        repo("install", ECHO, "--offline");

        product.awaitState(ECHO, AppState.RUNNING);
        assertEquals(Set.of(ECHO + " 1.0.0", "net.example.library 1.2.0"), running());
    }

    @Test
    void takesNothingOfAVendorWhoIsNotTrusted() throws Exception {
        publish(echo("1.0.0"), "stable");
        repo("add", "stick", published.toString());
        Files.delete(product.home().resolve("conf/publishers/vendor.pem"));

        var refused = assertThrows(IOException.class, () -> repo("install", ECHO));

        assertTrue(
                refused.getMessage().contains("index.jar of repository stick: expected a publisher in "),
                refused::getMessage);
        assertEquals(Set.of(), running());
    }
}
