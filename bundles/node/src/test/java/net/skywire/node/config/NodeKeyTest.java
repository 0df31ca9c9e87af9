package net.skywire.node.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.stream.Collectors;
import net.skywire.app.PubKey;
import net.skywire.host.file.WholeFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NodeKeyTest {

    @TempDir
    Path folder;

    private Path secret;
    private Path open;

    @BeforeEach
    void nameFiles() {
        secret = folder.resolve("node.key");
        open = folder.resolve("node.pub");
    }

    @Test
    void isMadeWithItsFolderAndKept() throws Exception {
        Path data = folder.resolve("data");

        PubKey key = NodeKey.loadOrCreate(data);

        assertEquals(key, NodeKey.loadOrCreate(data));
        assertEquals(key + "\n", Files.readString(data.resolve("node.pub")));
        assertEquals(
                key,
                Secp256k1.publicOf(Files.readString(data.resolve("node.key")).strip()));
        try (var files = Files.list(data)) {
            assertEquals(
                    Set.of("node.key", "node.pub"),
                    files.map(file -> file.getFileName().toString()).collect(Collectors.toSet()));
        }
    }

    @Test
    void isSecretWhereItIs() throws Exception {
        NodeKey.loadOrCreate(folder);

        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(secret)));
        assertEquals("rw-r--r--", PosixFilePermissions.toString(Files.getPosixFilePermissions(open)));
    }

    @Test
    void isAnotherForEachNode() throws Exception {
        assertNotEquals(NodeKey.loadOrCreate(folder.resolve("one")), NodeKey.loadOrCreate(folder.resolve("other")));
    }

    @Test
    void takesThePlaceOfOneWithoutASecret() throws Exception {
        Files.writeString(open, ConfigText.KEY + "\n");

        PubKey key = NodeKey.loadOrCreate(folder);

        assertNotEquals(ConfigText.KEY, key.toString());
        assertEquals(key + "\n", Files.readString(open));
    }

    @Test
    void isReadWithSpaceAroundUpToTheLimit() throws Exception {
        write(" \t" + ConfigText.SECRET + "\r\n".repeat(478) + " ");

        assertEquals(1023, Files.size(secret));
        assertEquals(ConfigText.KEY, NodeKey.loadOrCreate(folder).toString());
    }

    @Test
    void isNotReadPastTheLimit() throws Exception {
        write(ConfigText.SECRET + " ".repeat(1025 - 64));

        assertEquals(secret + ": expected a secret key, got 1025 bytes", refusal());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "02ab", "0x1", "\u00ff"})
    void isNotReadFromOtherTextWhichStays(String content) throws Exception {
        write(content);

        assertTrue(refusal().startsWith(secret + ": expected a secret key of 64 hex digits, got other text of "));
        assertEquals(content, Files.readString(secret));
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r--r--", "rw-r-----", "rw----r--"})
    void isNotReadWhereOthersCanReadIt(String mode) throws Exception {
        write(ConfigText.SECRET);
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString(mode));

        assertEquals(
                secret + ": expected a file that its owner alone can read, got mode " + mode
                        + "; it holds a secret key: chmod 600 " + secret,
                refusal());
    }

    @Test
    void isNotMadeWhereAFileIsInTheWayOfItsFolder() throws Exception {
        Path inTheWay = Files.writeString(folder.resolve("data"), "x");

        assertThrows(IOException.class, () -> NodeKey.loadOrCreate(inTheWay));

        assertEquals("x", Files.readString(inTheWay));
        assertFalse(Files.isDirectory(inTheWay));
    }

    private void write(String content) throws IOException {
        Files.writeString(secret, content);
        Files.setPosixFilePermissions(secret, WholeFile.SECRET);
    }

    private String refusal() {
        return assertThrows(IOException.class, () -> NodeKey.loadOrCreate(folder))
                .getMessage();
    }
}
