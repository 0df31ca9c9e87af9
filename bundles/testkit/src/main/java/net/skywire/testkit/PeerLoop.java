package net.skywire.testkit;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import net.skywire.app.Addr;
import net.skywire.testkit.link.PeerEnd;
import org.opentest4j.AssertionFailedError;

/**
 * A peer's end of a loop to the app that is tested. A step that waits does so within the node's limit, and fails with an
 * {@link AssertionError} that says what was expected and what came. Steps are taken one after the other.
 */
public final class PeerLoop implements AutoCloseable {

    private final SkywireNode node;
    private final PeerEnd end;

    PeerLoop(SkywireNode node, PeerEnd end) {
        this.node = node;
        this.end = end;
    }

    /** The app's end. */
    public Addr remoteAddress() {
        return end.loop().remoteAddress();
    }

    /** As {@link #send(byte...)}, in UTF-8. */
    public PeerLoop send(String text) {
        return send(text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Sends one message, of several only what is longer than one can be. Waits while the app leaves several of them
     * unanswered; fails if the loop is closed already.
     */
    public PeerLoop send(byte... bytes) {
        return sendInPieces(bytes, Math.max(1, bytes.length));
    }

    /** As {@link #sendInPieces(byte[], int)}, in UTF-8. */
    public PeerLoop sendInPieces(String text, int length) {
        return sendInPieces(text.getBytes(StandardCharsets.UTF_8), length);
    }

    /** Sends messages of {@code length} bytes each: a loop is a stream, and an app may not count on their bounds. */
    public PeerLoop sendInPieces(byte[] bytes, int length) {
        end.loop().setWriteTimeout(node.limit());
        try {
            for (int at = 0; at < bytes.length; at += length) {
                end.loop().write(ByteBuffer.wrap(bytes, at, Math.min(length, bytes.length - at)));
            }
            return this;
        } catch (IOException e) {
            throw new AssertionError(
                    at() + "expected the app to take " + Shown.of(bytes, bytes.length) + ", got: " + e.getMessage()
                            + node.remarks(),
                    e);
        }
    }

    /** As {@link #expect(byte...)}, in UTF-8. */
    public PeerLoop expect(String text) {
        return expect(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Waits for these bytes to come next, in however many messages. */
    public PeerLoop expect(byte... expected) {
        byte[] got = new byte[expected.length];
        long deadline = deadline();
        int count = 0;
        while (count < expected.length) {
            count += readMore(got, count, deadline, Shown.of(expected, expected.length));
            if (!Arrays.equals(expected, 0, count, got, 0, count)) {
                throw new AssertionFailedError(
                        at() + "expected " + Shown.of(expected, expected.length) + ", got " + Shown.of(got, count)
                                + ", which differs at byte " + Arrays.mismatch(expected, got) + node.remarks(),
                        Shown.of(expected, expected.length),
                        Shown.of(got, count));
            }
        }
        return this;
    }

    /** Waits for so many bytes. */
    public byte[] read(int count) {
        byte[] got = new byte[count];
        long deadline = deadline();
        for (int at = 0; at < count; ) {
            at += readMore(got, at, deadline, count + " bytes");
        }
        return got;
    }

    /** Waits for the app to close the loop, with nothing before that. */
    public void expectEnd() {
        byte[] got = new byte[1];
        int count;
        try {
            count = read(got, 0, deadline());
        } catch (IOException e) {
            throw new AssertionError(at() + "expected the end, got: " + e.getMessage() + node.remarks(), e);
        }
        if (count >= 0) {
            throw new AssertionError(at() + "expected the end, got " + Shown.of(got, count) + node.remarks());
        }
    }

    private long deadline() {
        return System.nanoTime() + node.limit().toNanos();
    }

    private int read(byte[] got, int from, long deadline) throws IOException {
        end.loop().setReadTimeout(Duration.ofNanos(Math.max(1, deadline - System.nanoTime())));
        return end.loop().read(ByteBuffer.wrap(got, from, got.length - from));
    }

    private int readMore(byte[] got, int from, long deadline, String expected) {
        String then;
        try {
            int count = read(got, from, deadline);
            if (count > 0) {
                return count;
            }
            then = "the end of the loop";
        } catch (SocketTimeoutException e) {
            then = "no more within " + node.limit().toMillis() + " ms";
        } catch (IOException e) {
            then = e.getMessage();
        }
        throw new AssertionError(
                at() + "expected " + expected + ", got " + Shown.of(got, from) + " and then " + then + node.remarks());
    }

    private String at() {
        return "loop with " + remoteAddress().port() + ": ";
    }

    /** From now on takes nothing from the app, whose writes wait once a few messages are unanswered. */
    public PeerLoop stall() {
        end.stall();
        return this;
    }

    /** Takes what the app has written since {@link #stall}, and goes on. */
    public PeerLoop resume() {
        end.resume();
        return this;
    }

    /**
     * Breaks the loop, as the loss of a link does: after what was sent, the app's reads and writes fail. In a process they
     * find the loop closed, since the pipe protocol has no word for more.
     */
    public void cut() {
        end.cut();
    }

    /** Takes so many bytes more, then breaks the loop in the middle of whatever the app is writing. */
    public PeerLoop cutAfter(int bytes) {
        end.cutAfter(bytes);
        return this;
    }

    /** Closes the loop; the app still reads what was sent. Closing twice does nothing. */
    @Override
    public void close() {
        end.loop().close();
    }
}
