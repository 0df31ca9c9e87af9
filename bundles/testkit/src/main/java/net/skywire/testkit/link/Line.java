package net.skywire.testkit.link;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import net.skywire.pipe.loop.Ack;
import net.skywire.pipe.loop.LoopPeer;

/**
 * One direction of a loop, which may be slow, stalled or cut. What it lets through at once is delivered by whoever sends
 * it, all else by the clock's one thread, in order. Guarded by its lock; nobody is called while that is held.
 */
final class Line implements LoopPeer {

    private static final String CUT = "the loop is cut";

    private final LoopPeer target;
    private final Speed speed;
    private final ScheduledExecutorService clock;
    private final Runnable onBreak;
    private final Queue<Delivery> underWay = new ArrayDeque<>();
    private final Queue<Delivery> held = new ArrayDeque<>();
    private boolean stalled;
    private boolean cut;
    private long freeAtNanos = System.nanoTime();
    private long bytesToBreak = Long.MAX_VALUE;

    /** What is on its way: a message, or the end if there is no {@code ack}. */
    private record Delivery(ByteBuffer payload, Ack ack, IOException cause) {
        int size() {
            return payload == null ? 0 : payload.remaining();
        }

        Delivery kept() {
            return payload == null
                    ? this
                    : new Delivery(
                            ByteBuffer.allocate(size()).put(payload.duplicate()).flip(), ack, cause);
        }

        void to(LoopPeer target) {
            if (payload == null) {
                target.end(cause);
            } else {
                target.deliver(payload, ack);
            }
        }
    }

    /** @param onBreak called when as many bytes have passed as were to pass before it breaks */
    Line(LoopPeer target, Speed speed, ScheduledExecutorService clock, Runnable onBreak) {
        this.target = target;
        this.speed = speed;
        this.clock = clock;
        this.onBreak = onBreak;
    }

    @Override
    public void deliver(ByteBuffer payload, Ack ack) {
        int size = payload.remaining();
        int passing = take(size);
        if (passing == size) {
            pass(new Delivery(payload, ack, null));
            return;
        }
        if (passing > 0) {
            pass(new Delivery(payload.slice(payload.position(), passing), Ack.NONE, null));
        }
        onBreak.run();
        ack.done(CUT);
    }

    /** How many of so many bytes get through before the line breaks; all if it does not. */
    private synchronized int take(int size) {
        int passing = (int) Math.min(size, bytesToBreak);
        if (bytesToBreak != Long.MAX_VALUE) {
            bytesToBreak -= passing;
        }
        return passing;
    }

    @Override
    public void end(IOException cause) {
        pass(new Delivery(null, null, cause));
    }

    private void pass(Delivery delivery) {
        if (passesNow(delivery)) {
            delivery.to(target);
        }
    }

    private boolean passesNow(Delivery delivery) {
        synchronized (this) {
            if (!cut) {
                return !keep(delivery);
            }
        }
        refuse(delivery);
        return false;
    }

    private static void refuse(Delivery delivery) {
        if (delivery.ack() != null) {
            delivery.ack().done(CUT);
        }
    }

    /** Whether it has to wait, and then does. */
    private boolean keep(Delivery delivery) {
        if (stalled) {
            held.add(delivery.kept());
            return true;
        }
        long waitNanos = waitFor(delivery);
        if (waitNanos == 0 && underWay.isEmpty()) {
            return false;
        }
        send(delivery.kept(), waitNanos);
        return true;
    }

    private long waitFor(Delivery delivery) {
        long now = System.nanoTime();
        freeAtNanos = Math.max(now, freeAtNanos) + speed.nanosFor(delivery.size());
        return freeAtNanos - now + speed.delayNanos();
    }

    private void send(Delivery delivery, long waitNanos) {
        underWay.add(delivery);
        try {
            clock.schedule(this::arrive, waitNanos, TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            underWay.clear();
        }
    }

    /** The next is due. It is under way until it has been delivered, lest another overtake it. */
    private void arrive() {
        Delivery next;
        synchronized (this) {
            next = underWay.peek();
        }
        if (next != null) {
            next.to(target);
            synchronized (this) {
                underWay.poll();
            }
        }
    }

    /** Delivers at once what is under way or stalled. */
    void settle() {
        resume();
        clock.execute(this::arriveAll);
    }

    private void arriveAll() {
        while (isBusy()) {
            arrive();
        }
    }

    private synchronized boolean isBusy() {
        return !underWay.isEmpty();
    }

    synchronized void stall() {
        stalled = true;
    }

    synchronized void resume() {
        stalled = false;
        held.forEach(delivery -> send(delivery, waitFor(delivery)));
        held.clear();
    }

    synchronized void breakAfter(int bytes) {
        bytesToBreak = bytes;
    }

    /** What is under way still arrives, and then the end; what is stalled, or comes later, does not. */
    void cut(IOException cause) {
        Queue<Delivery> lost;
        boolean now;
        Delivery end = new Delivery(null, null, cause);
        synchronized (this) {
            if (cut) {
                return;
            }
            lost = new ArrayDeque<>(held);
            held.clear();
            stalled = false;
            now = !keep(end);
            cut = true;
        }
        lost.forEach(Line::refuse);
        if (now) {
            end.to(target);
        }
    }
}
