package net.skywire.itest;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipFile;
import net.skywire.host.AppState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.osgi.framework.InvalidSyntaxException;

/** The codec for what goes over pipes, chosen and forced, its library out of the bundles. */
@Timeout(120)
class CodecIT {

    private static final String SERVER =
            Path.of("src/test/resources/server-2019-09.py").toAbsolutePath().toString();

    @TempDir
    Path home;

    private static Conf withProcess() {
        return Conf.of("server=10", "helloworld-client")
                .process("server", "python3", SERVER)
                .ours("server", "init-name", "\"helloworld\"");
    }

    private static boolean says(Product product, String beginning) {
        try {
            return product.notices().stream().anyMatch(line -> line.startsWith(beginning));
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void isTheLibraryWhereThereIsOneAndStatusShowsIt() throws Exception {
        String expected = Boolean.getBoolean("panama") ? "codec: panama " : "codec: jni ";
        try (Product product = new Product(home, withProcess())) {
            Product.await(expected, () -> says(product, expected));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"java", "jni"})
    void isTheOneThatIsAskedFor(String codec) throws Exception {
        try (Product product = new Product(home, withProcess().setting("codec", Conf.text(codec)))) {
            product.awaitState("server", AppState.RUNNING);
            product.dropSample("helloworld-client");
            product.awaitState("helloworld-client", AppState.STOPPED);

            assertEquals("ended by itself", product.status("helloworld-client").reason());
            assertTrue(says(product, "codec: " + codec));
        }
    }

    @Test
    void hasItsLibraryForEachMachineThatProgramsAreThereFor() throws Exception {
        List<Path> jars = Product.bundleJars().stream()
                .filter(jar -> jar.endsWith("pipe-jna.jar") || jar.endsWith("pipe-panama.jar"))
                .toList();
        try (DirectoryStream<Path> machines = Files.newDirectoryStream(Product.ASSEMBLED.resolve("lib/native"))) {
            for (Path machine : machines) {
                byte[] library = Files.readAllBytes(machine.resolve("libskp.so"));
                for (Path jar : jars) {
                    assertArrayEquals(library, entry(jar, "native/" + machine.getFileName() + "/libskp.so"));
                }
            }
        }
        assertFalse(jars.isEmpty());
    }

    private static byte[] entry(Path jar, String name) throws IOException {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            return zip.getInputStream(zip.getEntry(name)).readAllBytes();
        }
    }

    @Test
    void failsWithItsReasonWhereItCannotWork() throws Exception {
        boolean panama = Boolean.getBoolean("panama");
        try (Product product = new Product(home, withProcess().setting("codec", "\"panama\""))) {
            product.awaitState("server", panama ? AppState.RUNNING : AppState.FAILED);

            if (!panama) {
                String reason = product.status("server").reason();
                assertTrue(reason.startsWith("codec: expected panama, found none"), reason);
                assertTrue(product.notices().contains(reason));
            }
        }
    }
}
