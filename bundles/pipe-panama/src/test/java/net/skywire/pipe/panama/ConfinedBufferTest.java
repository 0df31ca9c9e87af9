package net.skywire.pipe.panama;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import net.skywire.app.Addr;
import net.skywire.app.PubKey;
import net.skywire.pipe.loop.LoopChannel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Buffers that only one thread may use, though messages are put into buffers by those who write. */
@Timeout(30)
class ConfinedBufferTest {

    private static final PubKey KEY = PubKey.parse("02" + "ab".repeat(32));
    private static final Addr HERE = new Addr(KEY, 50000);
    private static final Addr THERE = new Addr(KEY, 10);

    private final LoopChannel here = new LoopChannel(HERE, THERE, 8, Runnable::run, loop -> {});
    private final LoopChannel there = new LoopChannel(THERE, HERE, 8, Runnable::run, loop -> {});

    ConfinedBufferTest() {
        here.connect(there);
        there.connect(here);
    }

    @Test
    void isReadIntoLikeAnyOther() throws Exception {
        CompletableFuture<Integer> read = new CompletableFuture<>();
        Thread reader = new Thread(() -> {
            try (Arena arena = Arena.ofConfined()) {
                ByteBuffer confined = arena.allocate(8).asByteBuffer();
                there.read(confined);
                read.complete(confined.getInt(0));
            } catch (Exception e) {
                read.completeExceptionally(e);
            }
        });
        reader.start();
        while (reader.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }

        here.write(ByteBuffer.allocate(4).putInt(0, 12345));

        assertEquals(12345, read.get());
    }

    @Test
    void takesUpNothingOfTheWindowWhereItCannotBeWritten() throws Exception {
        CompletableFuture<ByteBuffer> foreign = new CompletableFuture<>();
        Thread owner =
                new Thread(() -> foreign.complete(Arena.ofConfined().allocate(4).asByteBuffer()));
        owner.start();
        for (int i = 0; i < 9; i++) {
            ByteBuffer buffer = foreign.get();
            assertThrows(WrongThreadException.class, () -> here.write(buffer));
            assertEquals(4, buffer.remaining());
        }

        here.write(ByteBuffer.allocate(4).putInt(0, 12345));

        ByteBuffer read = ByteBuffer.allocate(8);
        assertEquals(4, there.read(read));
        assertEquals(12345, read.getInt(0));
    }
}
