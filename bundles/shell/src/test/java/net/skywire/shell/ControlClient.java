package net.skywire.shell;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Asks at a control socket, and reads the answer line by line. */
final class ControlClient implements AutoCloseable {

    private final SocketChannel socket;
    private final BufferedReader lines;

    ControlClient(Path path) throws IOException {
        socket = SocketChannel.open(UnixDomainSocketAddress.of(path));
        lines = new BufferedReader(Channels.newReader(socket, StandardCharsets.UTF_8));
    }

    /** All that is answered. */
    static String ask(Path path, String... words) throws IOException {
        try (ControlClient client = new ControlClient(path)) {
            client.send(request(words));
            return client.rest();
        }
    }

    /** As whoever is in {@code /tmp} asks. */
    static byte[] request(String... words) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes("/tmp\0".getBytes(StandardCharsets.UTF_8));
        for (String word : words) {
            body.writeBytes((word + '\0').getBytes(StandardCharsets.UTF_8));
        }
        return framed(body.toByteArray());
    }

    static byte[] framed(byte[] body) {
        return ByteBuffer.allocate(Integer.BYTES + body.length)
                .putInt(body.length)
                .put(body)
                .array();
    }

    void send(byte... bytes) throws IOException {
        ByteBuffer out = ByteBuffer.wrap(bytes);
        while (out.hasRemaining()) {
            socket.write(out);
        }
    }

    /** Null at the end. */
    String line() throws IOException {
        return lines.readLine();
    }

    String rest() throws IOException {
        StringBuilder all = new StringBuilder();
        for (String line = line(); line != null; line = line()) {
            all.append(line).append('\n');
        }
        return all.toString();
    }

    SocketChannel socket() {
        return socket;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
