package net.skywire.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContainerTest {

    private final Logger log = Logger.getLogger("net.skywire.launcher");
    private final Lines lines = new Lines();

    @TempDir
    Path home;

    private Container container;

    @BeforeEach
    void make() throws IOException {
        log.addHandler(lines);
        Files.createDirectories(home.resolve("data"));
        Files.createDirectories(home.resolve("conf"));
    }

    @AfterEach
    void stop() {
        if (container != null) {
            container.stop();
        }
        log.removeHandler(lines);
    }

    @Test
    void startsTheBundlesOfItsFolderAndStopsThem() throws Exception {
        bundle("one", MarkingActivator.class, Map.of());
        bundle("two", MarkingActivator.class, Map.of());

        start();

        assertTrue(active("one") && active("two"));
        assertEquals(List.of(), lines.all);
        container.stop();
        assertFalse(active("one") || active("two"));
        assertEquals(List.of("stopped"), lines.all);
        assertFalse(Files.exists(home.resolve("data/felix")), "nothing is left for the next start to clear away");
    }

    @Test
    void startsTheComponentRuntimeLast() throws Exception {
        bundle("org.apache.felix.scr", MarkingActivator.class, Map.of());
        bundle("z", MarkingActivator.class, Map.of());

        start();

        assertTrue(startedAt("z") < startedAt("org.apache.felix.scr"));
    }

    @Test
    void namesWhatItLeavesOutForItsJava() throws Exception {
        bundle("net.skywire.pipe.later", MarkingActivator.class, Map.of("Require-Capability", ee("99")));
        bundle("other", MarkingActivator.class, Map.of());

        start();

        assertTrue(active("other"));
        int java = Runtime.version().feature();
        assertEquals(List.of("left out: net.skywire.pipe.later (needs Java 99, this is " + java + ")"), lines.all);
    }

    @Test
    void namesWhatItLeavesOutForAPackage() throws Exception {
        bundle("lonely", MarkingActivator.class, Map.of("Import-Package", "com.example.absent,org.osgi.framework"));

        start();

        assertFalse(active("lonely"));
        assertEquals(1, lines.all.size());
        assertTrue(lines.all.get(0).startsWith("left out: lonely ("), lines.all.get(0));
        assertTrue(lines.all.get(0).contains("com.example.absent"), lines.all.get(0));
    }

    @Test
    void runsWithoutABundleThatFails() throws Exception {
        bundle("failing", FailingActivator.class, Map.of());
        bundle("other", MarkingActivator.class, Map.of());

        start();

        assertTrue(active("other"));
        assertEquals(
                List.of("failing does not start, and is left out: "
                        + "java.lang.IllegalStateException: expected a port, got none"),
                lines.all);
    }

    @Test
    void runsWithoutAFileThatIsNoJar() throws Exception {
        bundle("other", MarkingActivator.class, Map.of());
        Path junk = Files.writeString(home.resolve("bundles/junk.jar"), "junk");

        start();

        assertTrue(active("other"));
        assertEquals(1, lines.all.size());
        assertTrue(lines.all.get(0).startsWith(junk + " is no bundle, and left out: "), lines.all.get(0));
    }

    /** With all bundles there are, in the order of their names. */
    private void start() throws Exception {
        try (Stream<Path> jars = Files.list(home.resolve("bundles"))) {
            List<String> profile = jars.map(
                            jar -> "bundle " + jar.getFileName().toString().replace(".jar", ""))
                    .sorted()
                    .toList();
            Files.write(home.resolve("conf/profile"), profile);
        }
        Installation installation = new Installation(home, home);
        container = new Container(installation, Profile.read(installation, ""), Map.of());
        container.start();
    }

    private void bundle(String name, Class<?> activator, Map<String, String> headers) throws IOException {
        BundleJars.write(home.resolve("bundles"), name, activator, headers);
    }

    private static String ee(String version) {
        return "osgi.ee;filter:=\"(&(osgi.ee=JavaSE)(version=" + version + "))\"";
    }

    private long startedAt(String name) throws IOException {
        return Long.parseLong(Files.readString(home.resolve("data").resolve(name)));
    }

    private boolean active(String name) {
        return Files.exists(home.resolve("data").resolve(name));
    }

    private static final class Lines extends Handler {

        private final List<String> all = new CopyOnWriteArrayList<>();

        @Override
        public void publish(LogRecord entry) {
            all.add(new SimpleFormatter().formatMessage(entry));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
