package net.skywire.pipe.descriptor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DescriptorProvidersTest {

    private final LibC panama = new NamedLibC("panama", null);
    private final LibC jna = new NamedLibC("jna", null);
    private final Logger logger = Logger.getLogger("net.skywire.pipe");
    private final Lines lines = new Lines();

    @TempDir
    Path folder;

    @BeforeEach
    void listen() {
        logger.addHandler(lines);
    }

    @AfterEach
    void stopListening() {
        logger.removeHandler(lines);
    }

    @Test
    void takeTheFirstThatWorksAndSaySoInOneLine() throws Exception {
        DescriptorProviders.choose(List.of(jna, panama), "auto");

        assertEquals(List.of("descriptors by panama; passed over jna: comes after panama"), lines.seen);
    }

    @Test
    void sayWhyOneIsPassedOver() throws Exception {
        DescriptorProviders.choose(List.of(jna, new NamedLibC("panama", "needs Linux")), "auto");

        assertEquals(List.of("descriptors by jna; passed over panama: needs Linux"), lines.seen);
    }

    @Test
    void takeTheOneThatIsNamed() throws Exception {
        DescriptorProviders.choose(List.of(panama, jna), "jna");

        assertEquals(List.of("descriptors by jna; passed over panama: not asked for"), lines.seen);
    }

    @Test
    void neverReplaceTheOneThatIsNamed() {
        LibC broken = new NamedLibC("panama", "needs Linux");

        var thrown = assertThrows(IOException.class, () -> DescriptorProviders.choose(List.of(broken, jna), "panama"));

        assertEquals(
                "descriptors: expected provider panama, found none;"
                        + " passed over panama: needs Linux, jna: not asked for",
                thrown.getMessage());
        assertEquals(List.of(), lines.seen);
    }

    @Test
    void listThoseThereAreWhenTheNameIsUnknown() {
        var thrown = assertThrows(IOException.class, () -> DescriptorProviders.choose(List.of(panama, jna), "jnb"));

        assertEquals(
                "descriptors: expected provider jnb, found none;"
                        + " passed over panama: not asked for, jna: not asked for",
                thrown.getMessage());
    }

    @Test
    void failWhenThereIsNone() {
        var thrown = assertThrows(IOException.class, () -> DescriptorProviders.choose(List.of(), "auto"));

        assertEquals("descriptors: expected a provider that works, found none", thrown.getMessage());
    }

    @Test
    void passOverOneMadeForANewerJava() throws Exception {
        try (URLClassLoader loader = loaderOf(FutureLibC.class.getName(), NamedLibC.Jna.class.getName())) {
            DescriptorProviders.choose(ServiceLoader.load(LibC.class, loader), "auto");
        }

        assertEquals(
                List.of("descriptors by jna; passed over panama: needs Java 22, this is "
                        + Runtime.version().feature()),
                lines.seen);
    }

    @Test
    void passOverOneThatCannotBeMadeWithItsCause() throws Exception {
        try (URLClassLoader loader = loaderOf(NamedLibC.Broken.class.getName(), NamedLibC.Jna.class.getName())) {
            DescriptorProviders.choose(ServiceLoader.load(LibC.class, loader), "auto");
        }

        assertEquals(1, lines.seen.size());
        assertTrue(lines.seen.get(0).startsWith("descriptors by jna; passed over "), lines.seen.get(0));
        assertTrue(lines.seen.get(0).endsWith("NoClassDefFoundError: com/sun/jna/Native"), lines.seen.get(0));
    }

    /** Finds these providers, and {@link FutureLibC} as a compiler of a later time would have written it. */
    private URLClassLoader loaderOf(String... providers) throws IOException {
        Path services = Files.createDirectories(folder.resolve("META-INF/services"));
        Files.write(services.resolve(LibC.class.getName()), List.of(providers));
        Path future = folder.resolve(FutureLibC.class.getName().replace('.', '/') + ".class");
        Files.createDirectories(future.getParent());
        try (InputStream compiled = FutureLibC.class.getResourceAsStream("FutureLibC.class")) {
            byte[] bytes = compiled.readAllBytes();
            bytes[7] = (byte) 250;
            Files.write(future, bytes);
        }
        return new ChildFirst(folder.toUri().toURL());
    }

    private static final class ChildFirst extends URLClassLoader {
        ChildFirst(URL folder) {
            super(new URL[] {folder}, LibC.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            return name.equals(FutureLibC.class.getName()) ? findClass(name) : super.loadClass(name, resolve);
        }
    }

    private static final class Lines extends Handler {
        private final List<String> seen = new ArrayList<>();

        @Override
        public void publish(LogRecord line) {
            seen.add(new SimpleFormatter().formatMessage(line));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
