package net.skywire.itest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import net.skywire.host.AppState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
        } catch (org.osgi.framework.InvalidSyntaxException e) {
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
    void failsWithItsReasonWhereItCannotWork() throws Exception {
        boolean panama = Boolean.getBoolean("panama");
        try (Product product = new Product(home, withProcess().setting("codec", "\"panama\""))) {
            product.awaitState("server", panama ? AppState.RUNNING : AppState.FAILED);

            if (!panama) {
                String reason = product.status("server").reason();
                assertTrue(reason.startsWith("codec: expected panama, found none"), reason);
                assertEquals(List.of(reason), product.notices());
            }
        }
    }
}
