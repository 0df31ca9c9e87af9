package net.skywire.shell;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;

/** One request of an operator: a line in, text out. */
final class ControlRequest {

    /** Bytes in the longest request. */
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

    /** Null if it is too long or does not end. */
    private static String read(SocketChannel client) throws IOException {
        ByteBuffer in = ByteBuffer.allocate(MAX_LENGTH + 1);
        while (in.hasRemaining() && client.read(in) >= 0) {
            String text = StandardCharsets.UTF_8.decode(in.duplicate().flip()).toString();
            int end = text.indexOf('\n');
            if (end >= 0) {
                return text.substring(0, end).strip();
            }
        }
        return null;
    }
}
