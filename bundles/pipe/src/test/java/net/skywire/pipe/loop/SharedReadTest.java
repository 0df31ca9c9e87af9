package net.skywire.pipe.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import net.skywire.app.Addr;
import net.skywire.app.Loop;
import net.skywire.app.LoopListener;
import net.skywire.app.PubKey;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A reader that waits, and what others do with the loop meanwhile. */
@Timeout(60)
class SharedReadTest {

    private static final PubKey KEY = PubKey.parse("02" + "ab".repeat(32));
    private static final Addr HERE = new Addr(KEY, 50000);
    private static final Addr THERE = new Addr(KEY, 10);
    private static final int LOOPS = 20_000;

    private LoopChannel here;
    private LoopChannel there;

    SharedReadTest() {
        open();
    }

    private void open() {
        here = new LoopChannel(HERE, THERE, 8, Runnable::run, loop -> {});
        there = new LoopChannel(THERE, HERE, 8, Runnable::run, loop -> {});
        here.connect(there);
        there.connect(here);
    }

    @AfterEach
    void close() {
        here.close();
    }

    @Test
    void takesTurnsWithOthersAndEndsWithThem() throws Exception {
        Set<Integer> seen = ConcurrentHashMap.newKeySet();
        List<Waiting<Integer>> readers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            readers.add(new Waiting<>(() -> readAll(there, seen)));
        }

        writeNumbers(1000);
        while (seen.size() < 1000) {
            Thread.onSpinWait();
        }
        there.close();

        for (Waiting<Integer> reader : readers) {
            assertThrows(ClosedChannelException.class, reader::result);
        }
    }

    private static int readAll(LoopChannel loop, Set<Integer> seen) throws IOException {
        ByteBuffer number = ByteBuffer.allocate(4);
        while (true) {
            loop.read(number.clear());
            assertTrue(seen.add(number.getInt(0)));
        }
    }

    private void writeNumbers(int count) throws IOException {
        ByteBuffer number = ByteBuffer.allocate(4);
        for (int i = 0; i < count; i++) {
            here.write(number.clear().putInt(0, i));
        }
    }

    @Test
    void goesToTheReaderWhoHasWaitedLongest() throws Exception {
        List<Integer> first = new ArrayList<>();
        Waiting<Void> again = new Waiting<>(() -> {
            first.add(readNumber());
            first.add(readNumber());
            return null;
        });
        Waiting<Integer> second = new Waiting<>(this::readNumber);

        writeNumbers(3);

        again.result();
        assertEquals(1, second.result());
        assertEquals(List.of(0, 2), first);
    }

    private int readNumber() throws IOException {
        ByteBuffer number = ByteBuffer.allocate(4);
        there.read(number);
        return number.getInt(0);
    }

    @Test
    void doesNotWaitForAnotherToReadNothing() throws Exception {
        Waiting<Integer> waiting = new Waiting<>(this::readNumber);

        assertEquals(0, there.read(ByteBuffer.allocate(0)));

        writeNumbers(1);
        assertEquals(0, waiting.result());
    }

    @Test
    void leavesWhatComesToAListener() throws Exception {
        BlockingQueue<Integer> heard = new LinkedBlockingQueue<>();
        Waiting<Integer> first = new Waiting<>(this::readNumber);
        Waiting<Integer> second = new Waiting<>(this::readNumber);

        there.listen(new LoopListener() {
            @Override
            public void received(Loop loop, ByteBuffer message) {
                heard.add(message.getInt());
            }

            @Override
            public void ended(Loop loop, Optional<IOException> cause) {}
        });
        writeNumbers(1);

        assertEquals(0, heard.poll(10, TimeUnit.SECONDS));
        assertThrows(IllegalStateException.class, first::result);
        assertThrows(IllegalStateException.class, second::result);
    }

    @Test
    void endsWheneverItsLoopIsClosed() throws Exception {
        CyclicBarrier each = new CyclicBarrier(2);
        Waiting<Void> closer = new Waiting<>(() -> {
            for (int i = 0; i < LOOPS; i++) {
                each.await();
                (i % 2 == 0 ? here : there).close();
                each.await();
            }
            return null;
        });

        ByteBuffer target = ByteBuffer.allocate(4);
        for (int i = 0; i < LOOPS; i++) {
            open();
            each.await();
            try {
                assertEquals(-1, there.read(target));
            } catch (ClosedChannelException e) {
                assertEquals(1, i % 2);
            }
            each.await();
        }
        closer.result();
    }

    @Test
    void endsWithTheLastWordsOfTheOther() throws Exception {
        CyclicBarrier each = new CyclicBarrier(2);
        Waiting<Void> writer = new Waiting<>(() -> {
            for (int i = 0; i < LOOPS; i++) {
                each.await();
                writeNumbers(1);
                here.close();
                each.await();
            }
            return null;
        });

        for (int i = 0; i < LOOPS; i++) {
            open();
            each.await();
            assertEquals(0, readNumber());
            assertEquals(-1, there.read(ByteBuffer.allocate(1)));
            each.await();
        }
        writer.result();
    }
}
