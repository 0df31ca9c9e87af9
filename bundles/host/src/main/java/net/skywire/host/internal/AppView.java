package net.skywire.host.internal;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.skywire.app.Addr;
import net.skywire.app.App;
import net.skywire.app.AppConfig;
import net.skywire.app.Loop;

/** An app as one bundle sees it: closing it closes the loops which that bundle has got, and no others. */
final class AppView implements App {

    private static final int FEW = 16;

    private final App app;
    private final List<Loop> loops = new ArrayList<>();
    private int pruneAt = FEW;
    private boolean closed;

    AppView(App app) {
        this.app = app;
    }

    @Override
    public Loop accept() throws IOException {
        checkOpen();
        return kept(app.accept());
    }

    @Override
    public Loop accept(Duration timeout) throws IOException {
        checkOpen();
        return kept(app.accept(timeout));
    }

    @Override
    public Loop dial(Addr remote, Duration timeout) throws IOException {
        checkOpen();
        return kept(app.dial(remote, timeout));
    }

    private synchronized void checkOpen() throws ClosedChannelException {
        if (closed) {
            throw new ClosedChannelException();
        }
    }

    private Loop kept(Loop loop) throws ClosedChannelException {
        if (!keep(loop)) {
            loop.close();
            throw new ClosedChannelException();
        }
        return loop;
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
        List<Loop> all = List.copyOf(loops);
        loops.clear();
        return all;
    }
}
