package net.skywire.itest.arm;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/** The Javas for ARM that distribution/arm/tree makes. Each runs here by an emulator, as any other Java. */
enum ArmJava {
    AARCH64_17("aarch64", 17, "jna", "jni neon"),
    AARCH64_25("aarch64", 25, "panama", "panama neon"),
    ARM_17("arm", 17, "jna", "jni neon");

    final String machine;
    final int version;

    /** Of descriptors. */
    final String provider;

    /** That is chosen, with what of the processor it uses. */
    final String codec;

    ArmJava(String machine, int version, String provider, String codec) {
        this.machine = machine;
        this.version = version;
        this.provider = provider;
        this.codec = codec;
    }

    /** The JAVA_HOME that the build gives. */
    Path home() {
        String property = "arm." + machine + '.' + version;
        Path folder = Path.of(System.getProperty(property, ""));
        assertTrue(
                Files.isExecutable(folder.resolve("bin/java")),
                () -> property + ": expected a JAVA_HOME, found none at " + folder);
        return folder;
    }

    String java() {
        return home().resolve("bin/java").toString();
    }

    @Override
    public String toString() {
        return machine + " on Java " + version;
    }
}
