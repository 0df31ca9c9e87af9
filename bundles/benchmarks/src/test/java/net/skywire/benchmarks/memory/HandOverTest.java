package net.skywire.benchmarks.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class HandOverTest {

    private static final int MESSAGES = 100_000;

    @Test
    void givesEveryMessageToTheOtherThreadInOrder() throws Exception {
        HandOver queue = new HandOver(3, Long.BYTES);
        CompletableFuture<Void> writer = CompletableFuture.runAsync(() -> write(queue));

        ByteBuffer message = ByteBuffer.allocate(Long.BYTES);
        for (long each = 0; each < MESSAGES; each++) {
            queue.read(message.clear());
            assertEquals(each, message.getLong(0));
        }

        writer.get(10, TimeUnit.SECONDS);
    }

    private static void write(HandOver queue) {
        ByteBuffer message = ByteBuffer.allocate(Long.BYTES);
        try {
            for (long each = 0; each < MESSAGES; each++) {
                queue.write(message.clear().putLong(0, each));
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
