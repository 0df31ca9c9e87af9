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
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import net.skywire.app.Addr;
import net.skywire.app.PubKey;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

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
    void harmsNoWriterThoughItsBufferIsLost(@TempDir Path folder) throws Exception {
        ByteBuffer lost = truncated(folder.resolve("file"));
        new Waiting<>(() -> there.read(lost));

        assertEquals(4000, here.write(ByteBuffer.allocate(4000)));
    }

    /** A file in memory that has become shorter since. */
    private static ByteBuffer truncated(Path path) throws IOException {
        try (FileChannel file = FileChannel.open(
                path, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            ByteBuffer memory = file.map(FileChannel.MapMode.READ_WRITE, 0, 4096);
            file.truncate(0);
            return memory;
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
}
