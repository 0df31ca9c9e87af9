package net.skywire.benchmarks.loops;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/** An app in a process of its own, which does as it is told. */
final class Peer implements Closeable {

    private final SocketChannel orders;
    private final BufferedReader answers;
    private final String name;
    private final long pid;

    /** What an order has come to. */
    record Count(long messages, long nanos) {

        double nanosEach() {
            return (double) nanos / messages;
        }

        /** A billion bytes a second are a byte a nanosecond. */
        double gigabytesPerSecond(int size) {
            return (double) messages * size / nanos;
        }
    }

    Peer(SocketChannel orders) throws IOException {
        this.orders = orders;
        answers = new BufferedReader(Channels.newReader(orders, StandardCharsets.US_ASCII));
        String[] hello = answer();
        name = hello[0];
        pid = Long.parseLong(hello[1]);
    }

    String name() {
        return name;
    }

    long pid() {
        return pid;
    }

    void dial(String key, int port) throws IOException {
        order("dial " + key + ' ' + port);
    }

    /** Sends for a while, with no more messages unanswered than the window. */
    Count stream(int size, int window, long nanos) throws IOException {
        return count(order("stream " + size + ' ' + window + ' ' + nanos));
    }

    /** Sends one message after another, each when the last has come back. */
    Count ping(int size, long nanos) throws IOException {
        return count(order("ping " + size + ' ' + nanos));
    }

    private static Count count(String[] answer) {
        return new Count(Long.parseLong(answer[0]), Long.parseLong(answer[1]));
    }

    private String[] order(String line) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap((line + '\n').getBytes(StandardCharsets.US_ASCII));
        while (bytes.hasRemaining()) {
            orders.write(bytes);
        }
        return answer();
    }

    private String[] answer() throws IOException {
        String line = answers.readLine();
        if (line == null) {
            throw new EOFException("expected an answer of app " + name + ", got its end; see above");
        }
        return line.split(" ");
    }

    @Override
    public void close() throws IOException {
        orders.close();
    }
}
