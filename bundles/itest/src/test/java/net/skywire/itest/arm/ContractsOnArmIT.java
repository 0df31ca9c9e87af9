package net.skywire.itest.arm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The contracts of codecs and descriptors, kept by the shipped bundles on processors that this machine has not. */
@Tag("arm")
@Timeout(500)
class ContractsOnArmIT {

    private static final Path BUNDLES = Path.of("..").toAbsolutePath().normalize();
    private static final Path PRODUCT = Path.of(System.getProperty("product")).toAbsolutePath();
    private static final long LONGEST_SECONDS = 400;

    @TempDir(factory = InMemory.class)
    Path folder;

    private Process start(ArmJava java) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                java.java(),
                "-XX:+IgnoreUnrecognizedVMOptions",
                "--enable-native-access=ALL-UNNAMED",
                "-Djava.io.tmpdir=" + Files.createDirectory(folder.resolve("tmp")),
                "-Djava.library.path=" + PRODUCT.resolve("lib/native/linux-" + java.machine),
                "-cp",
                classPath(java.provider),
                ContractRun.class.getName()));
        command.addAll(contracts(java.provider));
        return new ProcessBuilder(command)
                .directory(BUNDLES.resolve("pipe").toFile())
                .redirectErrorStream(true)
                .redirectOutput(output())
                .start();
    }

    private static List<String> contracts(String provider) {
        return provider.equals("panama")
                ? List.of(
                        "net.skywire.pipe.panama.PanamaSendCodecTest",
                        "net.skywire.pipe.panama.PanamaLibCTest",
                        "net.skywire.pipe.panama.ConfinedBufferTest")
                : List.of("net.skywire.pipe.jna.JniSendCodecTest", "net.skywire.pipe.jna.JnaLibCTest");
    }

    /** The tests, and then what is shipped. */
    private static String classPath(String provider) throws IOException, URISyntaxException {
        List<Path> all = new ArrayList<>();
        for (Class<?> each : List.of(
                ContractRun.class,
                org.junit.jupiter.api.Test.class,
                org.junit.jupiter.params.ParameterizedTest.class,
                org.junit.jupiter.engine.JupiterTestEngine.class,
                org.junit.platform.commons.JUnitException.class,
                org.junit.platform.engine.TestEngine.class,
                org.junit.platform.launcher.Launcher.class,
                org.opentest4j.AssertionFailedError.class)) {
            all.add(Path.of(
                    each.getProtectionDomain().getCodeSource().getLocation().toURI()));
        }
        all.add(BUNDLES.resolve("pipe/target/test-classes"));
        all.add(BUNDLES.resolve("pipe-" + provider + "/target/test-classes"));
        Set<String> shipped = Set.of("app.jar", "pipe.jar", "jna.jar", "pipe-" + provider + ".jar");
        try (Stream<Path> jars = Files.list(PRODUCT.resolve("bundles"))) {
            jars.filter(jar -> shipped.contains(jar.getFileName().toString())
                            || jar.getFileName().toString().startsWith("jackson-"))
                    .forEach(all::add);
        }
        return all.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }

    private File output() {
        return folder.resolve("output").toFile();
    }

    private static void end(Process run) {
        run.descendants().forEach(ProcessHandle::destroyForcibly);
        run.destroyForcibly();
    }

    @ParameterizedTest
    @EnumSource
    void areKept(ArmJava java) throws Exception {
        Process run = start(java);
        try {
            assertTrue(run.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS), this::said);
        } finally {
            end(run);
        }
        List<String> said = said().lines().toList();
        String all = said();
        assertTrue(said.contains("failed 0"), all);
        assertEquals(LeftOut.names(), leftOut(said), all);
        assertTrue(passed(said) >= 95, all);
        System.out.println("contracts, " + java + ": passed " + passed(said) + ", left out "
                + LeftOut.names().size());
    }

    private String said() {
        try {
            return Files.readString(output().toPath());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Set<String> leftOut(List<String> said) {
        return said.stream()
                .filter(line -> line.startsWith("skip "))
                .map(line -> line.replaceAll("skip (\\S+): .*", "$1"))
                .collect(Collectors.toSet());
    }

    private static int passed(List<String> said) {
        return said.stream()
                .filter(line -> line.startsWith("passed "))
                .mapToInt(line -> Integer.parseInt(line.substring("passed ".length())))
                .findFirst()
                .orElse(0);
    }
}
