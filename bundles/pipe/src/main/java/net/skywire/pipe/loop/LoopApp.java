package net.skywire.pipe.loop;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import net.skywire.app.Addr;
import net.skywire.app.App;
import net.skywire.app.AppConfig;
import net.skywire.app.Loop;

/** An app in this JVM: its backlog and its open loops, at whatever seat. */
public final class LoopApp implements App {

    private static final Duration LONGEST = Duration.ofDays(365);

    private final AppConfig config;
    private final List<String> arguments;
    private final Seat seat;
    private final Backlog backlog = new Backlog();
    private final Set<LoopChannel> loops = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition idle = lock.newCondition();
    private volatile boolean lost;

    public LoopApp(AppConfig config, List<String> arguments, Seat seat) {
        this.config = config;
        this.arguments = List.copyOf(arguments);
        this.seat = seat;
    }

    /** Puts a loop from a remote app before this one; false if the app is closed or has too many waiting. */
    public boolean offer(LoopChannel loop) {
        return adopt(loop) && (backlog.offer(loop) || disown(loop));
    }

    /** Counts {@code loop} among this app's, to be closed with it; false if the app is closed already. */
    public boolean adopt(LoopChannel loop) {
        loops.add(loop);
        return !closed.get() || disown(loop);
    }

    private boolean disown(LoopChannel loop) {
        forget(loop);
        return false;
    }

    /** The loop has closed. */
    public void forget(LoopChannel loop) {
        loops.remove(loop);
        if (loops.isEmpty()) {
            tellIdle();
        }
    }

    private void tellIdle() {
        lock.lock();
        try {
            idle.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** From now on no loop is put before this app; those that were are still accepted. */
    public void admitNoMore() {
        backlog.fill();
    }

    /** Closes a loop that was put before this app and is not accepted yet. */
    public void retract(LoopChannel loop) {
        if (backlog.remove(loop)) {
            loop.close();
        }
    }

    /** The loops that are open, with those that wait to be accepted. */
    public int loopCount() {
        return loops.size();
    }

    /**
     * Waits until no loop is open.
     *
     * @return false if that takes longer than {@code longest}
     */
    public boolean awaitNoLoops(Duration longest) throws InterruptedException {
        long left = (longest.compareTo(LONGEST) > 0 ? LONGEST : longest).toNanos();
        lock.lockInterruptibly();
        try {
            while (!loops.isEmpty() && left > 0) {
                left = idle.awaitNanos(left);
            }
            return loops.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Loop accept() throws IOException {
        return backlog.take(-1);
    }

    @Override
    public Loop accept(Duration timeout) throws IOException {
        return backlog.take(checked(timeout).toNanos());
    }

    @Override
    public Loop dial(Addr remote, Duration timeout) throws IOException {
        Duration longest = checked(timeout);
        if (closed.get() || lost) {
            throw new ClosedChannelException();
        }
        return seat.dial(remote, longest);
    }

    private static Duration checked(Duration timeout) {
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("timeout: expected more than zero, got " + timeout);
        }
        return timeout.compareTo(LONGEST) > 0 ? LONGEST : timeout;
    }

    @Override
    public Optional<Addr> addr() {
        return seat.addr();
    }

    @Override
    public AppConfig config() {
        return config;
    }

    @Override
    public List<String> arguments() {
        return arguments;
    }

    /** The node is gone: nothing can be accepted or dialled. The loops are told by whoever knows them. */
    public void lose() {
        lost = true;
        backlog.close().forEach(LoopChannel::close);
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            backlog.close();
            loops.forEach(LoopChannel::close);
            seat.leave();
        }
    }
}
