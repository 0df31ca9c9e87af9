package net.skywire.pipe.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.management.ManagementFactory;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.ReadOnlyBufferException;
import java.nio.channels.AsynchronousCloseException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import net.skywire.app.Addr;
import net.skywire.app.PubKey;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class AwaitedReadTest {

    private static final PubKey KEY = PubKey.parse("02" + "ab".repeat(32));
    private static final Addr HERE = new Addr(KEY, 50000);
    private static final Addr THERE = new Addr(KEY, 10);
    private static final int MANY = 100_000;

    private final LoopChannel here = new LoopChannel(HERE, THERE, 8, Runnable::run, loop -> {});
    private final LoopChannel there = new LoopChannel(THERE, HERE, 8, Runnable::run, loop -> {});

    AwaitedReadTest() {
        here.connect(there);
        there.connect(here);
    }

    @AfterEach
    void close() {
        here.close();
    }

    @Test
    void leavesTheRestOfAMessageForTheNext() throws Exception {
        ByteBuffer small = ByteBuffer.allocate(3);
        Waiting<Integer> reader = new Waiting<>(() -> there.read(small));

        here.write(ByteBuffer.wrap(new byte[] {1, 2, 3, 4, 5}));
        here.write(ByteBuffer.wrap(new byte[] {6}));

        assertEquals(3, reader.result());
        assertEquals(ByteBuffer.wrap(new byte[] {1, 2, 3}), small.flip());
        ByteBuffer next = ByteBuffer.allocate(10);
        assertEquals(2, there.read(next));
        assertEquals(1, there.read(next));
        assertEquals(ByteBuffer.wrap(new byte[] {4, 5, 6}), next.flip());
    }

    @Test
    void fillsItsBufferFromWhereItStands() throws Exception {
        ByteBuffer buffer = ByteBuffer.allocateDirect(10).position(2).limit(6);
        Waiting<Integer> reader = new Waiting<>(() -> there.read(buffer));

        here.write(ByteBuffer.wrap(new byte[] {1, 2}));

        assertEquals(2, reader.result());
        assertEquals(4, buffer.position());
        assertEquals(6, buffer.limit());
        assertEquals(2, buffer.get(3));
    }

    @Test
    void refusesABufferThatCannotBeWrittenTo() throws Exception {
        here.write(ByteBuffer.wrap(new byte[] {1}));

        assertThrows(
                ReadOnlyBufferException.class,
                () -> there.read(ByteBuffer.allocate(1).asReadOnlyBuffer()));

        assertEquals(1, there.read(ByteBuffer.allocate(1)));
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
            assertThrows(AsynchronousCloseException.class, reader::result);
        }
    }

    private static int readAll(LoopChannel loop, Set<Integer> seen) throws IOException {
        ByteBuffer number = ByteBuffer.allocate(4);
        while (true) {
            loop.read(number.clear());
            assertTrue(seen.add(number.getInt(0)));
        }
    }

    @Test
    void losesNothingThatComesWithItsTimeout() throws Exception {
        there.setReadTimeout(Duration.ofNanos(1000));
        Waiting<Void> writer = new Waiting<>(() -> writeNumbers(MANY));

        ByteBuffer number = ByteBuffer.allocate(4);
        for (int i = 0; i < MANY; i++) {
            readWhateverHappens(number.clear());
            assertEquals(i, number.getInt(0));
        }

        writer.result();
    }

    @Test
    void losesNothingThatComesWithAnInterrupt() throws Exception {
        Thread reader = Thread.currentThread();
        Waiting<Void> writer = new Waiting<>(() -> {
            ByteBuffer number = ByteBuffer.allocate(4);
            for (int i = 0; i < MANY; i++) {
                reader.interrupt();
                here.write(number.clear().putInt(0, i));
            }
            return null;
        });

        ByteBuffer number = ByteBuffer.allocate(4);
        for (int i = 0; i < MANY; i++) {
            readWhateverHappens(number.clear());
            assertEquals(i, number.getInt(0));
        }

        Thread.interrupted();
        writer.result();
    }

    private void readWhateverHappens(ByteBuffer target) throws IOException {
        while (target.hasRemaining()) {
            try {
                there.read(target);
            } catch (SocketTimeoutException e) {
                assertEquals(0, target.position());
            } catch (InterruptedIOException e) {
                assertTrue(Thread.interrupted());
            }
        }
    }

    @Test
    void allocatesNextToNothing() throws Exception {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        ByteBuffer number = ByteBuffer.allocate(4);
        Waiting<Void> writer = new Waiting<>(() -> writeNumbers(2 * MANY));
        for (int i = 0; i < MANY; i++) {
            there.read(number.clear());
        }

        long before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
        for (int i = 0; i < MANY; i++) {
            there.read(number.clear());
        }
        long after = threads.getThreadAllocatedBytes(Thread.currentThread().getId());

        assertTrue((after - before) / MANY < 64, "bytes for each message: " + (after - before) / MANY);
        writer.result();
    }

    private Void writeNumbers(int count) throws IOException {
        ByteBuffer number = ByteBuffer.allocate(4);
        for (int i = 0; i < count; i++) {
            here.write(number.clear().putInt(0, i));
        }
        return null;
    }

    /** A thread that does something and is waited for until it waits itself. */
    private static final class Waiting<T> extends FutureTask<T> {
        private final Thread thread = new Thread(this);

        Waiting(Callable<T> work) {
            super(work);
            thread.start();
            while (!isDone() && thread.getState() != Thread.State.WAITING) {
                Thread.onSpinWait();
            }
        }

        T result() throws Exception {
            try {
                return get(30, TimeUnit.SECONDS);
            } catch (ExecutionException e) {
                throw e.getCause() instanceof Exception cause ? cause : e;
            }
        }
    }
}
