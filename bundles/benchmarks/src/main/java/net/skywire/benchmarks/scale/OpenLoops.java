package net.skywire.benchmarks.scale;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import net.skywire.app.Addr;
import net.skywire.app.Loop;
import net.skywire.app.LoopListener;
import net.skywire.benchmarks.Guest;
import net.skywire.itest.Conf;
import net.skywire.itest.Product;
import org.osgi.framework.BundleException;

/** Loops between two apps in memory, open and idle, with a listener at both ends. */
final class OpenLoops implements AutoCloseable {

    static final Duration LONGEST = Duration.ofSeconds(10);

    /** So many may wait to be accepted; fewer than a node lets wait. */
    private static final int UNACCEPTED = 64;

    private final Guest server;
    private final Guest client;
    private final Semaphore room = new Semaphore(UNACCEPTED);
    private final List<Loop> loops = new ArrayList<>();
    private final Semaphore echoes = new Semaphore(0);
    private final LoopListener counting = (loop, message) -> echoes.release();

    OpenLoops(Product product) throws IOException {
        server = new Guest(product, "idle-server").serve(this::accepted);
        client = new Guest(product, "idle-client");
    }

    /** The product with a node that lets in those of {@link OpenLoops}, and {@code others}. */
    static Product product(Path home, String... others) throws BundleException, IOException {
        Conf settings = Conf.of().app("idle-server").app("idle-client");
        for (String other : others) {
            settings.app(other);
        }
        return new Product(home, settings);
    }

    private void accepted(Loop loop) {
        loop.listen(Loop::write);
        room.release();
    }

    void open(int count) throws IOException, InterruptedException {
        for (int each = 0; each < count; each++) {
            acquire(1);
            loops.add(opened(client, server.addr(), counting));
        }
        acquire(UNACCEPTED);
        room.release(UNACCEPTED);
    }

    private void acquire(int permits) throws IOException, InterruptedException {
        if (!room.tryAcquire(permits, LONGEST.toSeconds(), TimeUnit.SECONDS)) {
            throw new IOException("expected all loops to be accepted within " + LONGEST.toSeconds() + " s");
        }
    }

    static Loop opened(Guest client, Addr server, LoopListener listener) throws IOException {
        Loop loop = client.app().dial(server, LONGEST);
        loop.listen(listener);
        return loop;
    }

    /** Sends a message each way on all loops. */
    void useAll() throws IOException, InterruptedException {
        for (Loop loop : loops) {
            loop.write(ByteBuffer.allocate(1));
        }
        if (!echoes.tryAcquire(loops.size(), LONGEST.toSeconds(), TimeUnit.SECONDS)) {
            throw new IOException("expected " + loops.size() + " echoes within " + LONGEST.toSeconds() + " s");
        }
        Product.await("the end of all callbacks", () -> atWork() == 0);
    }

    void closeLoops() {
        loops.forEach(Loop::close);
        loops.clear();
        Product.await("the end of all callbacks", () -> atWork() == 0);
    }

    int atWork() {
        return server.atWork() + client.atWork();
    }

    @Override
    public void close() {
        client.close();
        server.close();
    }
}
