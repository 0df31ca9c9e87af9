package net.skywire.benchmarks.memory;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Two directions of messages. */
interface Channel {

    void write(ByteBuffer message) throws IOException, InterruptedException;

    /** Waits for a message; false if none will come. */
    boolean read(ByteBuffer target) throws IOException, InterruptedException;

    /** Writes for a while; in a billion bytes a second. */
    static double throughput(Channel channel, int size, long nanos) throws IOException, InterruptedException {
        ByteBuffer message = ByteBuffer.allocateDirect(size);
        long bytes = 0;
        long start = System.nanoTime();
        long elapsed;
        do {
            channel.write(message.clear());
            bytes += size;
            elapsed = System.nanoTime() - start;
        } while (elapsed < nanos);
        return (double) bytes / elapsed;
    }

    /** Writes a message and waits for it to come back, for a while; in nanoseconds for each. */
    static double pingPong(Channel channel, int size, long nanos) throws IOException, InterruptedException {
        ByteBuffer message = ByteBuffer.allocateDirect(size);
        long count = 0;
        long start = System.nanoTime();
        long elapsed;
        do {
            channel.write(message.clear());
            channel.read(message.clear());
            count++;
            elapsed = System.nanoTime() - start;
        } while (elapsed < nanos);
        return (double) elapsed / count;
    }
}
