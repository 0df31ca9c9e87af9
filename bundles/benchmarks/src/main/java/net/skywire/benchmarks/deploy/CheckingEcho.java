package net.skywire.benchmarks.deploy;

import java.io.IOException;
import java.nio.ByteBuffer;
import net.skywire.app.HealthCheck;
import net.skywire.app.Loop;
import net.skywire.app.LoopHandler;

/**
 * An app that gives back each message, once it has found it to be the very next: a message begins with the count of bytes
 * before it. One that begins with less than zero ends the loop, and is answered with the count of all.
 */
public final class CheckingEcho implements LoopHandler, HealthCheck {

    private static final long MIX = 0x9E3779B97F4A7C15L;

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
            check(message, count);
            count += message.limit();
            loop.write(message);
        }
    }

    /** Makes all of {@code message} what follows on {@code count} bytes. */
    static void fill(ByteBuffer message, long count) {
        for (int at = 0; at < message.limit(); at += Long.BYTES) {
            message.putLong(at, at == 0 ? count : (count + at) * MIX);
        }
    }

    /** Expects what {@link #fill} makes. */
    static void check(ByteBuffer message, long count) throws IOException {
        for (int at = 0; at < message.limit(); at += Long.BYTES) {
            long expected = at == 0 ? count : (count + at) * MIX;
            if (message.getLong(at) != expected) {
                throw new IOException(
                        "expected " + expected + " after " + (count + at) + " bytes, got " + message.getLong(at));
            }
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
