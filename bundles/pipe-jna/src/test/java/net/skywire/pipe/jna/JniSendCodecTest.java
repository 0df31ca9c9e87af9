package net.skywire.pipe.jna;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import net.skywire.pipe.frame.SendCodec;
import net.skywire.pipe.frame.SendCodecContract;
import org.junit.jupiter.api.Test;

class JniSendCodecTest extends SendCodecContract {

    private final SendCodec codec = new JniSendCodec();

    @Override
    protected SendCodec codec() {
        return codec;
    }

    @Test
    void worksWhereTheLibraryWasBuilt() {
        assertEquals(Optional.empty(), codec.obstacle());
    }

    @Test
    void givesTheJvmNothingToWarnOf() throws Exception {
        Process checked = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xcheck:jni",
                        "-Djava.library.path=" + System.getProperty("java.library.path"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        CheckedCalls.class.getName())
                .redirectErrorStream(true)
                .start();
        String said = new String(checked.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertEquals("1 learnt, 19 recognized\n", said);
        assertEquals(0, checked.waitFor());
    }
}
