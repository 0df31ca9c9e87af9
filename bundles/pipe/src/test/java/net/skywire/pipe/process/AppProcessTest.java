package net.skywire.pipe.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.skywire.app.AppMain;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.ObjectMapper;

/** What a user sees in a real process that no node has started. */
@Timeout(60)
class AppProcessTest {

    private static final List<Class<?>> NEEDED =
            List.of(AppProcess.class, AppProcessTest.class, AppMain.class, ObjectMapper.class);

    @TempDir
    Path folder;

    private Path jar;

    @BeforeEach
    void writeJar() throws Exception {
        jar = JarOfApp.write(folder.resolve("app.jar"), AppJarTest.Idle.class, AppMain.class.getName());
    }

    private static String classPath() {
        return NEEDED.stream().map(AppProcessTest::place).collect(Collectors.joining(File.pathSeparator));
    }

    private static String place(Class<?> type) {
        return type.getProtectionDomain().getCodeSource().getLocation().getPath();
    }

    private record Ended(int code, List<String> errors) {}

    /** With nothing but the three standard descriptors, as of {@link ProcessBuilder}. */
    private Ended java(Map<String, String> environment, String... arguments) throws Exception {
        Path errors = folder.resolve("errors");
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors.toFile());
        builder.environment().putAll(environment);
        builder.environment().keySet().removeAll(List.of("JDK_JAVA_OPTIONS", "JAVA_TOOL_OPTIONS"));
        Process process = builder.start();
        try {
            assertTrue(process.waitFor(30, TimeUnit.SECONDS), "the process goes on");
            return new Ended(process.exitValue(), Files.readAllLines(errors));
        } finally {
            process.destroyForcibly();
        }
    }

    private Ended run(Map<String, String> environment, String... arguments) throws Exception {
        Stream<String> before = Stream.of("-cp", classPath(), AppProcess.class.getName());
        return java(environment, Stream.concat(before, Stream.of(arguments)).toArray(String[]::new));
    }

    private static void assertRefused(String beginning, Ended ended) {
        assertEquals(1, ended.code(), ended::toString);
        assertEquals(1, ended.errors().size(), ended::toString);
        assertTrue(ended.errors().get(0).startsWith("skywire-app: " + beginning), ended::toString);
    }

    @Test
    void asksForAJar() throws Exception {
        assertRefused("expected an app's jar as the first argument, got none", run(Map.of()));
    }

    @Test
    void namesAJarThatIsMissing() throws Exception {
        assertRefused("no.jar: expected an app's jar, found no such file", run(Map.of(), "no.jar"));
    }

    @Test
    void namesAJarThatIsNoApp() throws Exception {
        Path other = JarOfApp.write(folder.resolve("other.jar"), AppJarTest.Idle.class, "java.lang.Runnable");

        assertRefused(other + ": expected an app's jar, found no AppMain", run(Map.of(), other.toString()));
    }

    @Test
    void saysThatADescriptionIsNoXmlInOneLine() throws Exception {
        Path broken = JarOfApp.write(folder.resolve("broken.jar"), "text");

        assertRefused(broken + ", OSGI-INF/app.xml: ", run(Map.of(), broken.toString()));
    }

    @Test
    void namesAVersionThatNoAppMayHave() throws Exception {
        assertRefused("app version: expected letters", run(Map.of("SKYWIRE_APP_VERSION", "1 0"), jar.toString()));
    }

    @Test
    void prefersASystemPropertyToTheEnvironment() throws Exception {
        Ended ended = java(
                Map.of("SKYWIRE_APP_NAME", "good"),
                "-Dskywire.app.name=",
                "-cp",
                classPath(),
                AppProcess.class.getName(),
                jar.toString());

        assertRefused("app name: expected 1 to 64 characters, got 0", ended);
    }

    @Test
    void saysThatNoNodeHasStartedIt() throws Exception {
        Ended ended = run(Map.of(), jar.toString());

        assertEquals(1, ended.code());
        assertEquals(1, ended.errors().size(), ended::toString);
    }
}
