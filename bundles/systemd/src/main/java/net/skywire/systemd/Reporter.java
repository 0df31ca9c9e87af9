package net.skywire.systemd;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import net.skywire.pipe.descriptor.LibC;

/** Tells systemd what there is to tell, on one thread that wakes for a change and for the watchdog alone. */
final class Reporter implements AutoCloseable {

    private static final Logger LOG = System.getLogger("net.skywire.systemd");

    /** Between two messages about the same. */
    private static final Duration LEAST_PAUSE = Duration.ofSeconds(1);

    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(5);
    private static final long LONGEST_END_MILLIS = 2_000;

    private final Supervisor supervisor;
    private final Question question;
    private final Supplier<List<LibC>> providers;
    private final Duration longestAnswer;
    private final AtomicBoolean changed = new AtomicBoolean(true);
    private final ScheduledThreadPoolExecutor thread =
            new ScheduledThreadPoolExecutor(1, Reporter::newThread, new ThreadPoolExecutor.DiscardPolicy());
    private volatile Optional<NotifySocket> socket = Optional.empty();
    private String toldStatus = "";
    private boolean withheld;

    /**
     * @param question is closed with this
     * @param providers asked on the thread of this, once
     */
    Reporter(Supervisor supervisor, Question question, Supplier<List<LibC>> providers) {
        this.supervisor = supervisor;
        this.question = question;
        this.providers = providers;
        this.longestAnswer =
                supervisor.watchdog().map(each -> each.dividedBy(4)).orElse(LONGEST_ANSWER);
    }

    private static Thread newThread(Runnable work) {
        Thread thread = new Thread(null, work, "skywire-systemd", 0, false);
        thread.setDaemon(true);
        return thread;
    }

    void start() {
        thread.execute(this::begin);
    }

    private void begin() {
        try {
            socket = Optional.of(NotifySocket.open(supervisor.socket(), providers.get()));
        } catch (IOException e) {
            LOG.log(
                    Level.WARNING,
                    "systemd is not told that this container is ready, and waits for it in vain unless its unit has"
                            + " Type=exec and no WatchdogSec: {0}",
                    e.getMessage());
            return;
        }
        changed.set(false);
        report("READY=1");
        supervisor.watchdog().ifPresent(longest -> ping());
    }

    /** Something may have: the status is told soon, if it is another. Does not block. */
    void changed() {
        if (!changed.getAndSet(true)) {
            later(this::refresh, LEAST_PAUSE);
        }
    }

    private void refresh() {
        changed.set(false);
        report("");
    }

    /** What there is to say, and the status if it is another than before. One that is not known waits for a change. */
    private void report(String what) {
        String status = toldStatus;
        try {
            status = question.ask(longestAnswer);
        } catch (IOException e) {
            LOG.log(Level.DEBUG, e.getMessage());
        } catch (InterruptedException e) {
            return;
        }
        tell(what, status);
    }

    private void tell(String what, String status) {
        String news = status.equals(toldStatus) ? "" : "STATUS=" + status;
        toldStatus = status;
        String message = what.isEmpty() || news.isEmpty() ? what + news : what + '\n' + news;
        if (!message.isEmpty()) {
            socket.ifPresent(open -> open.send(message));
        }
    }

    /** Comes again after half of what systemd waits for, or soon where nothing answers. */
    private void ping() {
        Duration half = supervisor.watchdog().orElseThrow().dividedBy(2);
        Duration pause = half.compareTo(LEAST_PAUSE) < 0 ? LEAST_PAUSE : half;
        try {
            String status = question.ask(longestAnswer);
            if (withheld) {
                LOG.log(Level.INFO, "systemd gets its pings again");
            }
            withheld = false;
            tell("WATCHDOG=1", status);
            later(this::ping, pause);
        } catch (IOException e) {
            if (!withheld) {
                LOG.log(
                        Level.WARNING,
                        "systemd gets no ping, and ends this container if that goes on: {0}",
                        e.getMessage());
            }
            withheld = true;
            later(this::ping, LEAST_PAUSE);
        } catch (InterruptedException e) {
            LOG.log(Level.DEBUG, "no more pings");
        }
    }

    private void later(Runnable work, Duration pause) {
        thread.schedule(work, pause.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Told at once, by whoever calls. */
    void stopping() {
        socket.ifPresent(open -> open.send("STOPPING=1"));
    }

    /** Waits, within bounds, for its thread. */
    @Override
    public void close() {
        thread.shutdownNow();
        try {
            thread.awaitTermination(LONGEST_END_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        question.close();
        socket.ifPresent(NotifySocket::close);
    }
}
