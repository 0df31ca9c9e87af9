package net.skywire.pipe.loop;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import net.skywire.app.LoopListener;
import net.skywire.app.spi.AppFault;

/** Calls a loop's listener, one message after the other, on the app's threads; takes none while nothing comes. */
final class Callbacks {

    private static final Logger LOG = System.getLogger("net.skywire.pipe");

    private final LoopChannel loop;
    private final Inbox inbox;
    private final LoopListener listener;
    private final Executor threads;
    private final AtomicInteger wakeUps = new AtomicInteger();
    private IOException fault;
    private boolean over;

    Callbacks(LoopChannel loop, Inbox inbox, LoopListener listener, Executor threads) {
        this.loop = loop;
        this.inbox = inbox;
        this.listener = listener;
        this.threads = threads;
    }

    /** Something has changed. Does not block. */
    void wake() {
        if (wakeUps.getAndIncrement() == 0) {
            try {
                threads.execute(this::run);
            } catch (RejectedExecutionException e) {
                LOG.log(Level.DEBUG, "app has ended before its loop to {0}", loop.remoteAddress());
            }
        }
    }

    private void run() {
        int seen;
        do {
            seen = wakeUps.get();
            handOver();
        } while (wakeUps.addAndGet(-seen) != 0);
    }

    private void handOver() {
        ByteBuffer message;
        while (!over && (message = inbox.poll()) != null) {
            hand(message);
        }
        if (!over && inbox.isFinished()) {
            finish();
        }
    }

    /** Whatever a listener throws ends its loop, and no more. */
    private void hand(ByteBuffer message) {
        try {
            listener.received(loop, message.slice().asReadOnlyBuffer());
        } catch (IOException e) {
            giveUp(e);
        } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError e) {
            report(e);
            giveUp(new IOException(AppFault.line(e), e));
        } finally {
            inbox.taken(message.limit());
        }
    }

    private void giveUp(IOException e) {
        fault = e;
        loop.close();
    }

    private void finish() {
        over = true;
        Optional<IOException> cause = Optional.ofNullable(fault != null ? fault : inbox.cause());
        loop.close();
        try {
            listener.ended(loop, cause);
        } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError e) {
            report(e);
        }
    }

    private void report(Throwable bug) {
        String listenerOf = "listener of loop to " + loop.remoteAddress();
        LOG.log(Level.ERROR, listenerOf + ": " + AppFault.line(bug));
        LOG.log(Level.DEBUG, listenerOf, bug);
    }
}
