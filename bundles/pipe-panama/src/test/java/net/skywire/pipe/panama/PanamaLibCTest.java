package net.skywire.pipe.panama;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import net.skywire.pipe.connection.ConnectionContract;
import net.skywire.pipe.connection.GatheringContract;
import net.skywire.pipe.descriptor.AdoptContract;
import net.skywire.pipe.descriptor.ChildContract;
import net.skywire.pipe.descriptor.DatagramContract;
import net.skywire.pipe.descriptor.HandoverContract;
import net.skywire.pipe.descriptor.LibC;
import net.skywire.pipe.descriptor.SpawnContract;
import net.skywire.pipe.descriptor.WriteContract;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

class PanamaLibCTest {

    private final LibC libc = new PanamaLibC();

    @Nested
    class Spawn extends SpawnContract {
        @Override
        protected LibC libc() {
            return libc;
        }
    }

    @Nested
    class Child extends ChildContract {
        @Override
        protected LibC libc() {
            return libc;
        }
    }

    @Nested
    class Receive extends HandoverContract {
        @Override
        protected LibC libc() {
            return libc;
        }
    }

    @Nested
    class Datagrams extends DatagramContract {
        @Override
        protected LibC libc() {
            return libc;
        }
    }

    @Nested
    class Adopt extends AdoptContract {
        @Override
        protected LibC libc() {
            return libc;
        }
    }

    @Test
    @EnabledForJreRange(min = JRE.JAVA_24)
    void saysSoWhereNativeAccessIsDenied() throws Exception {
        Process denied = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--illegal-native-access=deny",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Obstacle.class.getName())
                .redirectErrorStream(true)
                .start();

        String said = new String(denied.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertTrue(said.startsWith("foreign functions do not work here: "), said);
        assertTrue(denied.waitFor(20, TimeUnit.SECONDS));
        assertEquals(0, denied.exitValue());
    }

    /** A process that says why it has no foreign functions. */
    static final class Obstacle {
        public static void main(String[] args) {
            System.out.println(new PanamaLibC().obstacle().orElse("none"));
        }
    }

    @Nested
    class Write extends WriteContract {
        @Override
        protected LibC libc() {
            return libc;
        }
    }

    @Nested
    class Connection extends ConnectionContract {
        @Override
        protected LibC libc() {
            return libc;
        }
    }

    @Nested
    class Gathering extends GatheringContract {
        @Override
        protected LibC libc() {
            return libc;
        }
    }
}
