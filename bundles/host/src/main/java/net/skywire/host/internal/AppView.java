package net.skywire.host.internal;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.skywire.app.Addr;
import net.skywire.app.App;
import net.skywire.app.AppConfig;
import net.skywire.app.Loop;

/**
 * An app as one bundle sees it: closing it closes the loops which that bundle has got, and no others, and wakes the
 * bundle's threads that wait for one. The lock is this object's; nothing blocks while it is held.
 */
final class AppView implements App {

    private static final int FEW = 16;

    private final App app;
    private final List<Loop> loops = new ArrayList<>();
    private final Set<Thread> waiting = new HashSet<>();
    private int pruneAt = FEW;
    private boolean closed;

    AppView(App app) {
        this.app = app;
    }

    @Override
    public Loop accept() throws IOException {
        return loop(app::accept);
    }

    @Override
    public Loop accept(Duration timeout) throws IOException {
        return loop(() -> app.accept(timeout));
    }

    @Override
    public Loop dial(Addr remote, Duration timeout) throws IOException {
        return loop(() -> app.dial(remote, timeout));
    }

    private interface Wait {
        Loop forLoop() throws IOException;
    }

    private Loop loop(Wait wait) throws IOException {
        begin();
        Loop loop = null;
        try {
            loop = wait.forLoop();
        } catch (InterruptedIOException e) {
            if (!isWoken()) {
                throw e;
            }
        } finally {
            end();
        }
        if (loop == null || !keep(loop)) {
            throw refused(loop);
        }
        return loop;
    }

    private synchronized void begin() throws ClosedChannelException {
        if (closed) {
            throw new ClosedChannelException();
        }
        waiting.add(Thread.currentThread());
    }

    private synchronized boolean isWoken() {
        return closed;
    }

    /** The interrupt that {@link #close} sent is not the thread's own: it goes no further. */
    private synchronized void end() {
        if (!waiting.remove(Thread.currentThread())) {
            Thread.interrupted();
        }
    }

    private static IOException refused(Loop loop) {
        if (loop != null) {
            loop.close();
        }
        return new AsynchronousCloseException();
    }

    private synchronized boolean keep(Loop loop) {
        if (loops.size() >= pruneAt) {
            loops.removeIf(each -> !each.isOpen());
            pruneAt = Math.max(FEW, 2 * loops.size());
        }
        return !closed && loops.add(loop);
    }

    @Override
    public Optional<Addr> addr() {
        return app.addr();
    }

    @Override
    public AppConfig config() {
        return app.config();
    }

    @Override
    public List<String> arguments() {
        return app.arguments();
    }

    @Override
    public void close() {
        takeAll().forEach(Loop::close);
    }

    private synchronized List<Loop> takeAll() {
        closed = true;
        waiting.forEach(Thread::interrupt);
        waiting.clear();
        List<Loop> all = List.copyOf(loops);
        loops.clear();
        return all;
    }
}
