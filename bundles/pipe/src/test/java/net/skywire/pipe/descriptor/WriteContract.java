package net.skywire.pipe.descriptor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every provider must do to write without waiting. */
public abstract class WriteContract extends ProviderContract {

    private static final int MORE_THAN_A_PIPE = 2 * Descriptors.PIPE_SIZE;

    private PipePair[] sides;

    @BeforeEach
    void open() throws Exception {
        sides = TwoPipes.open(libc());
    }

    @AfterEach
    void close() throws Exception {
        sides[0].close();
        sides[1].close();
    }

    @Test
    void takesWhatThereIsRoomFor() throws Exception {
        ByteBuffer sent = ByteBuffer.allocateDirect(MORE_THAN_A_PIPE);
        for (int at = 0; at < MORE_THAN_A_PIPE; at += Integer.BYTES) {
            sent.putInt(at, at);
        }
        ByteBuffer received = ByteBuffer.allocate(MORE_THAN_A_PIPE);

        int first = sides[0].out().writeNow(sent);
        assertTrue(first > 0 && first < MORE_THAN_A_PIPE, () -> first + " bytes");
        assertEquals(first, sent.position());
        assertEquals(0, sides[0].out().writeNow(sent));

        while (received.hasRemaining()) {
            sides[1].in().read(received);
            sides[0].out().writeNow(sent);
        }
        assertEquals(sent.flip(), received.flip());
    }

    @Test
    void takesNoHarmFromAnInterrupt() throws Exception {
        Thread.currentThread().interrupt();
        int written = sides[0].out().writeNow(direct("one"));
        assertTrue(Thread.interrupted());

        assertEquals(3, written);
        assertEquals("one", readSome(sides[1].in()));
        assertTrue(sides[0].out().isOpen());
    }

    @Test
    void waitsOnlyWhenAsked() throws Exception {
        sides[0].out().write(direct("one"));
        sides[0].out().writeNow(direct("two"));

        assertEquals("onetwo", readSome(sides[1].in()));
    }

    @Test
    void saysThatNobodyReads() throws Exception {
        sides[1].close();

        var thrown = assertThrows(IOException.class, () -> sides[0].out().writeNow(direct("one")));
        assertEquals("write: nobody reads any more (errno 32)", thrown.getMessage());
    }

    @Test
    void writesNothingOnceClosed() throws Exception {
        int before = pipes();
        sides[0].out().close();

        assertEquals(before - 2, pipes());
        assertThrows(ClosedChannelException.class, () -> sides[0].out().writeNow(direct("one")));
        sides[0].out().close();
    }

    private static ByteBuffer direct(String text) {
        return ByteBuffer.allocateDirect(text.length()).put(text.getBytes()).flip();
    }
}
