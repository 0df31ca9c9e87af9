package net.skywire.pipe.descriptor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every provider must do to send datagrams, to a real process. */
public abstract class DatagramContract extends ProviderContract {

    private static final int F_GETFD = 1;
    private static final int FD_CLOEXEC = 1;

    /** A process with the socket {@code s}, which says that it is bound and does what the lines say. */
    private AppChild receiver(String name, String... lines) throws IOException {
        AppChild child = python(
                "import socket",
                "s = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)",
                "s.bind('" + name.replace("@", "\\0") + "')",
                "os.write(4, b'bound')",
                String.join("\n", lines),
                "os.read(3, 1)");
        assertEquals("bound", readSome(child));
        return child;
    }

    private String name(String pattern) throws IOException {
        return pattern.replace("FOLDER", folder.toRealPath().toString())
                .replace("PID", Long.toString(ProcessHandle.current().pid()) + libc().name());
    }

    private DatagramOut to(String name) throws IOException {
        return new Descriptors(libc()).datagramsTo(name);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(strings = {"FOLDER/s", "@skywire-PID"})
    void arriveOneByOne(String pattern) throws Exception {
        String name = name(pattern);
        AppChild receiver = receiver(name, "os.write(4, s.recv(100) + b'|' + s.recv(100))");
        try (DatagramOut out = to(name)) {
            out.send(bytes("READY=1\nSTATUS=größer"));
            out.send(bytes("STOPPING=1"));

            assertEquals("READY=1\nSTATUS=größer|STOPPING=1", readSome(receiver));
        }
        end(receiver);
    }

    @Test
    void goToTheLongestAbstractName() throws Exception {
        String start = name("@skywire-PID-");
        String name = start + "x".repeat(108 - start.length());
        AppChild receiver = receiver(name, "os.write(4, s.recv(100))");
        try (DatagramOut out = to(name)) {
            out.send(bytes("READY=1"));

            assertEquals("READY=1", readSome(receiver));
        }
        end(receiver);
    }

    @Test
    void goToWhoeverIsThereByThen() throws Exception {
        String name = name("FOLDER/s");
        try (DatagramOut out = to(name)) {
            IOException nobody = assertThrows(IOException.class, () -> out.send(bytes("READY=1")));
            assertEquals("sendto: no such file or directory (errno 2)", nobody.getMessage());

            AppChild receiver = receiver(name, "os.write(4, s.recv(100))");
            out.send(bytes("WATCHDOG=1"));

            assertEquals("WATCHDOG=1", readSome(receiver));
            end(receiver);
        }
    }

    @Test
    void doNotWaitForWhoDoesNotRead() throws Exception {
        String name = name("FOLDER/s");
        AppChild receiver = receiver(name);
        try (DatagramOut out = to(name)) {
            ErrnoException full = assertThrows(ErrnoException.class, () -> {
                for (int sent = 0; sent < 100_000; sent++) {
                    out.send(bytes("WATCHDOG=1"));
                }
            });

            assertEquals(ErrnoException.EAGAIN, full.errno());
        }
        end(receiver);
    }

    @Test
    void areNotForOtherPrograms() throws Exception {
        try (DatagramOut out = to(name("FOLDER/s"))) {
            assertEquals(FD_CLOEXEC, libc().fcntl(out.descriptor(), F_GETFD, 0));
        }
    }

    @Test
    void leaveNothingOpen() throws Exception {
        DatagramOut out = to(name("FOLDER/s"));
        String socket = ProcDescriptors.target(out.descriptor()).orElseThrow();

        out.close();
        out.close();
        out.send(bytes("late"));

        assertTrue(ProcDescriptors.openOn(socket).isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/|path|107", "@|name|108"})
    void sayWhichNameIsTooLong(String startWhatMost) throws Exception {
        List<String> parts = List.of(startWhatMost.split("\\|"));
        int most = Integer.parseInt(parts.get(2));
        String longest = parts.get(0) + "x".repeat(most - 1);

        to(longest).close();
        IOException tooLong = assertThrows(IOException.class, () -> to(longest + "x"));

        assertEquals(
                "expected a socket's " + parts.get(1) + " of up to " + most + " bytes, got " + (most + 1) + ": "
                        + longest + "x",
                tooLong.getMessage());
    }

    @Test
    void haveAddressesOfTheirOwnLength() throws Exception {
        assertArrayEquals(new byte[] {0, 'a', 'b'}, tail(UnixAddress.of("@ab")));
        assertArrayEquals(new byte[] {'/', 'a', 0}, tail(UnixAddress.of("/a")));
    }

    private static byte[] tail(byte[] address) {
        return java.util.Arrays.copyOfRange(address, Short.BYTES, address.length);
    }
}
