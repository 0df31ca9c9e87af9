package net.skywire.node.process;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import net.skywire.node.exchange.NodeApp;
import net.skywire.pipe.connection.Answer;
import net.skywire.pipe.connection.PipeConnection;
import net.skywire.pipe.connection.PipeLoop;
import net.skywire.pipe.connection.PipeLoops;

/** Waits, within limits, for an app process to confirm a loop. If it does so too late, the loop is closed again. */
final class Confirmation implements Answer {

    private final PipeLoop loop;
    private final PipeLoops loops;
    private final PipeConnection connection;
    private final NodeApp.Answer answer;
    private final AtomicBoolean answered = new AtomicBoolean();
    private volatile Future<?> timeout;

    Confirmation(PipeLoop loop, PipeLoops loops, PipeConnection connection, NodeApp.Answer answer) {
        this.loop = loop;
        this.loops = loops;
        this.connection = connection;
        this.answer = answer;
    }

    /** @param timer must never be kept waiting by what else it does */
    void limit(ScheduledExecutorService timer, Duration longest) {
        try {
            timeout = timer.schedule(() -> miss(longest), longest.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            refuse("the node is closing");
        }
    }

    /** What has been asked stays open, for the answer may still come; what waits to be asked does not. */
    private void miss(Duration longest) {
        if (connection.withdraw(this)) {
            loops.remove(loop);
        }
        refuse("the app did not answer within " + longest.toMillis() + " ms");
    }

    @Override
    public void success(ByteBuffer body) {
        if (answered.compareAndSet(false, true)) {
            cancelTimeout();
            answer.accepted(loop);
        } else {
            loop.end(null);
        }
        loop.open();
    }

    /** Whoever hears the answer finds the loop's place free. */
    @Override
    public void failure(String reason) {
        loops.remove(loop);
        refuse(reason);
    }

    private void refuse(String reason) {
        if (answered.compareAndSet(false, true)) {
            cancelTimeout();
            answer.refused(reason);
        }
    }

    private void cancelTimeout() {
        if (timeout != null) {
            timeout.cancel(false);
        }
    }
}
