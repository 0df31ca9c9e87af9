package net.skywire.benchmarks.deploy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32;
import net.skywire.app.HealthCheck;
import net.skywire.app.Loop;
import net.skywire.app.LoopHandler;

/**
 * An app that gives back each message, once it has found it whole and to be the very next.
 * <pre>
 *  offset  0        8                  16
 *          | before | CRC-32 of what   | payload ...
 *          |        | follows          |
 * </pre>
 * {@code before} counts the bytes of all messages before. Where it is less than zero the loop ends, and the answer is that
 * count.
 */
public final class CheckingEcho implements LoopHandler, HealthCheck {

    @Override
    public void accepted(Loop loop) throws IOException {
        ByteBuffer message = ByteBuffer.allocate(Loop.MAX_MESSAGE);
        long count = 0;
        while (loop.read(message.clear()) >= 0) {
            message.flip();
            if (message.getLong(0) < 0) {
                loop.write(message.clear().putLong(count).flip());
                return;
            }
            requireNext(message, count);
            count += message.limit();
            loop.write(message);
        }
    }

    private static void requireNext(ByteBuffer message, long count) throws IOException {
        CRC32 sum = new CRC32();
        sum.update(message.array(), 2 * Long.BYTES, message.limit() - 2 * Long.BYTES);
        if (message.getLong(0) != count || message.getLong(Long.BYTES) != sum.getValue()) {
            throw new IOException("expected the message after " + count + " bytes with sum " + sum.getValue()
                    + ", got the one after " + message.getLong(0) + " with sum " + message.getLong(Long.BYTES));
        }
    }

    @Override
    public void check(Loop loop) throws IOException {
        ByteBuffer message = ByteBuffer.allocate(Long.BYTES);
        loop.write(message.putLong(-1).flip());
        loop.read(message.clear());
        if (message.getLong(0) != 0) {
            throw new IOException("expected no bytes, got " + message.getLong(0));
        }
    }
}
