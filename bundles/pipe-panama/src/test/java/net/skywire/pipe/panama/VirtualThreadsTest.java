package net.skywire.pipe.panama;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import net.skywire.app.Addr;
import net.skywire.app.PubKey;
import net.skywire.pipe.loop.LoopChannel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Loops whose ends are both in the hands of virtual threads, many more than there are processors. */
@Timeout(60)
class VirtualThreadsTest {

    private static final PubKey KEY = PubKey.parse("02" + "ab".repeat(32));
    private static final Addr HERE = new Addr(KEY, 50000);
    private static final Addr THERE = new Addr(KEY, 10);
    private static final int LOOPS = 500;
    private static final int ROUNDS = 200;

    @Test
    void answerOneAnother() throws Exception {
        List<Future<?>> apps = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < LOOPS; i++) {
                LoopChannel here = new LoopChannel(HERE, THERE, 8, threads, loop -> {});
                LoopChannel there = new LoopChannel(THERE, HERE, 8, threads, loop -> {});
                here.connect(there);
                there.connect(here);
                apps.add(threads.submit(() -> ask(here)));
                apps.add(threads.submit(() -> answer(there)));
            }
        }
        for (Future<?> app : apps) {
            app.get();
        }
    }

    private static Void ask(LoopChannel loop) throws IOException {
        ByteBuffer number = ByteBuffer.allocate(4);
        for (int i = 0; i < ROUNDS; i++) {
            loop.write(number.clear().putInt(0, i));
            loop.read(number.clear());
            assertEquals(-i, number.getInt(0));
        }
        return null;
    }

    private static Void answer(LoopChannel loop) throws IOException {
        ByteBuffer number = ByteBuffer.allocate(4);
        for (int i = 0; i < ROUNDS; i++) {
            loop.read(number.clear());
            loop.write(number.clear().putInt(0, -number.getInt(0)));
        }
        return null;
    }

    @Test
    void areInterruptedWhileTheyRead() throws Exception {
        LoopChannel loop = new LoopChannel(HERE, THERE, 8, Runnable::run, ended -> {});
        loop.connect(new LoopChannel(THERE, HERE, 8, Runnable::run, ended -> {}));
        FutureTask<Boolean> reading = new FutureTask<>(() -> {
            assertThrows(InterruptedIOException.class, () -> loop.read(ByteBuffer.allocate(1)));
            return Thread.interrupted();
        });
        Thread reader = Thread.startVirtualThread(reading);
        while (reader.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }

        reader.interrupt();

        assertTrue(reading.get());
    }
}
