package net.skywire.pipe.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class UnreadTest {

    private static final int LONG = Unread.SHORT + 1;

    private final Unread unread = new Unread();

    @Test
    void givesALongMessageToWhoeverHasRoomForAllOfIt() {
        unread.keep(ByteBuffer.allocate(LONG));

        assertNull(unread.pollLong(LONG - 1));
        assertEquals(LONG, unread.pollLong(LONG).remaining());
        assertTrue(unread.isEmpty());
    }

    @Test
    void givesNoShortMessage() {
        unread.keep(ByteBuffer.allocate(Unread.SHORT));

        assertNull(unread.pollLong(LONG));
        assertEquals(Unread.SHORT, unread.read(ByteBuffer.allocate(LONG)));
    }

    @Test
    void usesMemoryOfWhatHasBeenReadAgain() {
        unread.keep(ByteBuffer.allocate(LONG));
        ByteBuffer message = unread.pollLong(LONG);
        unread.copied(message.position(LONG));

        assertSame(message, unread.room(LONG));
    }

    @Test
    void hasAsTheFirstAgainWhatWasNotRead() {
        unread.keep(ByteBuffer.allocate(LONG));
        unread.keep(ByteBuffer.allocate(LONG + 1));
        unread.copied(unread.pollLong(LONG));

        assertEquals(LONG, unread.pollLong(LONG).remaining());
    }

    @Test
    void forgetsWhatWasNotReadOnceItIsCleared() {
        unread.keep(ByteBuffer.allocate(LONG));
        ByteBuffer message = unread.pollLong(LONG);
        unread.clear();
        unread.copied(message);

        assertTrue(unread.isEmpty());
    }
}
