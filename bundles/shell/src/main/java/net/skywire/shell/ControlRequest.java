package net.skywire.shell;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;

/** One request of an operator: a line in, text out. */
final class ControlRequest {

    /** Bytes in the longest request, without the line break that ends it. */
    static final int MAX_LENGTH = 1024;

    private ControlRequest() {}

    static void answer(SocketChannel client, UnaryOperator<String> answers) throws IOException {
        String request = read(client);
        String answer = request == null
                ? "expected a request of up to " + MAX_LENGTH + " bytes that ends with a line break\n"
                : answers.apply(request);
        ByteBuffer out = ByteBuffer.wrap(answer.getBytes(StandardCharsets.UTF_8));
        while (out.hasRemaining()) {
            client.write(out);
        }
    }

    /** Null if it is too long or does not end. What follows it is not looked at. */
    private static String read(SocketChannel client) throws IOException {
        ByteBuffer in = ByteBuffer.allocate(MAX_LENGTH + 1);
        int looked = 0;
        while (in.hasRemaining() && client.read(in) >= 0) {
            for (; looked < in.position(); looked++) {
                if (in.get(looked) == '\n') {
                    skipRest(client);
                    return new String(in.array(), 0, looked, StandardCharsets.UTF_8).strip();
                }
            }
        }
        skipRest(client);
        return null;
    }

    /** Closing a socket with bytes unread would let the client see a reset in place of the answer's end. */
    private static void skipRest(SocketChannel client) throws IOException {
        ByteBuffer rest = ByteBuffer.allocate(64 * 1024);
        client.configureBlocking(false);
        client.read(rest);
        client.configureBlocking(true);
    }
}
