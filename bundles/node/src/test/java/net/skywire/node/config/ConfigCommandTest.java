package net.skywire.node.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigCommandTest {

    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int run(String... args) {
        var around = new ConfigLocation.Surroundings(Optional.empty(), Map.of(), folder, folder.resolve("system"));
        return new ConfigCommand(folder.resolve("product"), around, print(out), print(err)).run(List.of(args));
    }

    private static PrintStream print(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    private Path put(String text) throws IOException {
        return Files.writeString(folder.resolve("it.json"), ConfigText.json(text));
    }

    @Test
    void makesAConfigurationThatIsRightAndSecret() throws Exception {
        Path file = folder.resolve("skywire-config.json");

        assertEquals(0, run("gen-config"), this::err);
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        Reading reading = ConfigText.read(folder, Files.readString(file));
        assertEquals(List.of(), reading.faults());
        assertEquals(List.of(), reading.warnings());
        assertEquals(file + ": made for node " + reading.config().node().key().orElseThrow() + "\n", out());

        assertEquals(0, run("check-config"), this::out);
    }

    @Test
    void replacesAConfigurationByForceAlone() throws Exception {
        Path file = folder.resolve("new/folder/mine.json");
        run("gen-config", file.toString());
        String first = Files.readString(file);

        assertEquals(1, run("gen-config", file.toString()));
        assertEquals(first, Files.readString(file));
        assertTrue(err().contains(file + " is there already"), err());

        assertEquals(0, run("gen-config", "--force", file.toString()));
        assertNotEquals(first, Files.readString(file));
    }

    @Test
    void saysAllThatIsWrong() throws Exception {
        Path file = put("""
                {'colour': 1, 'apps': [{'app': 'a'}, {'app': 'b'}, {'app': 'c', 'port': 70000}, {'port': 'x'}],
                 'skywire-osgi': {'apps': {'a': {'command': ['/no/such/program']}}}}""");

        assertEquals(1, run("check-config", file.toString()));
        assertEquals(
                List.of(
                        file + ": $.apps[2].port: expected a number in 1..65535, got 70000",
                        file + ": $.apps[3].app: expected the app's name, got none",
                        file + ": warning: unknown keys, which have no effect and are kept: $.colour",
                        file + ": warning: app a: there is no executable /no/such/program"),
                out().lines().toList());
    }

    @Test
    void saysWhereAFileIsNoJson() throws Exception {
        Path file = put("{'apps': [}");

        assertEquals(1, run("check-config", "--config", file.toString()));
        assertEquals(
                List.of(file + ", line 1, column 11: Unexpected close marker '}': expected ']'"),
                out().lines().toList());
    }

    @Test
    void saysThatThereIsNoFile() {
        assertEquals(1, run("check-config"));
        assertEquals(folder.resolve("product/conf/skywire-config.json") + ": no such file\n", out());
    }

    @Test
    void saysWhichFileIsRight() throws Exception {
        Path file = put("{'apps': [{'app': 'a'}]}");

        assertEquals(0, run("check-config", "it.json"));
        assertEquals(file + ": nothing is wrong; named on the command line; apps on the list: 1\n", out());
    }

    @ParameterizedTest
    @ValueSource(strings = {"check-config", "gen-config"})
    void teachItsUseAndRefuseAnother(String command) {
        assertEquals(0, run(command, "--help"));
        assertTrue(out().startsWith("usage: skywire-osgi " + command), out());

        assertEquals(2, run(command, "a", "b"));
        assertEquals(2, run(command, "--unknown"));
        assertTrue(err().startsWith("usage: skywire-osgi " + command), err());
    }
}
