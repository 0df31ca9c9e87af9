package net.skywire.app.spi;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.nio.channels.AsynchronousCloseException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import net.skywire.app.Addr;
import net.skywire.app.App;
import net.skywire.app.AppConfig;
import net.skywire.app.Loop;

/** A seat at no node: it accepts the loops that a test puts before it. */
final class QueuedApp implements App {

    private final BlockingQueue<Optional<Loop>> offered = new LinkedBlockingQueue<>();

    void offer(Loop loop) {
        offered.add(Optional.of(loop));
    }

    @Override
    public Loop accept() throws IOException {
        return accept(Duration.ofSeconds(30));
    }

    @Override
    public Loop accept(Duration timeout) throws IOException {
        try {
            Optional<Loop> next = offered.poll(timeout.toMillis(), TimeUnit.MILLISECONDS);
            if (next == null || next.isEmpty()) {
                throw new AsynchronousCloseException();
            }
            return next.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException();
        }
    }

    @Override
    public Loop dial(Addr remote, Duration timeout) throws IOException {
        throw new ConnectException("nobody is there");
    }

    @Override
    public Optional<Addr> addr() {
        return Optional.empty();
    }

    @Override
    public AppConfig config() {
        return new AppConfig("queued", "1.0");
    }

    @Override
    public List<String> arguments() {
        return List.of();
    }

    @Override
    public void close() {
        offered.add(Optional.empty());
    }
}
