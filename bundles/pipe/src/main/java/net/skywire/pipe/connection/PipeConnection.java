package net.skywire.pipe.connection;

import java.io.Closeable;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.channels.Channel;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import net.skywire.pipe.Limits;
import net.skywire.pipe.frame.Beginnings;
import net.skywire.pipe.frame.Bodies;
import net.skywire.pipe.frame.FrameHandler;
import net.skywire.pipe.frame.FrameReader;
import net.skywire.pipe.frame.FrameType;
import net.skywire.pipe.frame.SendPrefix;
import net.skywire.pipe.frame.SendReader;
import net.skywire.pipe.frame.SendView;

/**
 * Requests and answers on one pair of pipes; the same at both ends. One thread reads and serves what comes, inline;
 * whoever has something to say writes it. No method but {@link #closeOrderly} blocks. When it ends, for whatever
 * reason, both pipes are closed and every request without an answer has failed.
 */
public final class PipeConnection implements Closeable {

    private static final Logger LOG = System.getLogger("net.skywire.pipe");
    private static final int GATHERED = 32 * 1024;

    private final String name;
    private final PipeEnds pipe;
    private final PipeOwner owner;
    private final Beginnings beginnings = new Beginnings();
    private final SendReader sends = new SendReader(beginnings);
    private final Outbound outbound;
    private final Requests requests;
    private final Turns turns;
    private final AtomicBoolean ended = new AtomicBoolean();
    private final ReadingThread reading;

    /**
     * @param name of the app, for threads and log lines
     * @param most requests to the other side that may be without an answer
     */
    public PipeConnection(String name, PipeEnds pipe, PipeOwner owner, int most) {
        this.name = name;
        this.pipe = pipe;
        this.outbound = new Outbound(pipe.out(), pipe.codec().encoder(), "skywire-write-" + name, this::unread);
        this.owner = owner;
        this.requests = new Requests(most);
        this.turns = new Turns(sends(most));
        this.reading = new ReadingThread(this::read, "skywire-read-" + name);
    }

    /** Sends among them: some ids are left for dialling and closing, where there are several. */
    private static int sends(int requests) {
        return Math.max(1, requests * Limits.SENDS / Limits.REQUEST_IDS);
    }

    /** Begins to read. */
    public void start() {
        reading.start();
    }

    private void read() {
        IOException cause = new IOException("reading stopped");
        try {
            FrameReader reader = new FrameReader(pipe.in(), pipe.codec(), beginnings);
            FrameHandler handler = new Frames();
            while (reader.read(handler)) {
                outbound.flush();
                reading.flushDue();
            }
            cause = null;
        } catch (ClosedChannelException e) {
            cause = null;
        } catch (IOException e) {
            cause = e;
        } finally {
            end(cause);
            reading.flushDue();
        }
    }

    private final class Frames implements FrameHandler {
        @Override
        public void frame(byte type, int id, ByteBuffer body) throws IOException {
            switch (type) {
                case FrameType.SUCCESS -> answered(id).success(body);
                case FrameType.FAILURE -> answered(id).failure(Bodies.readFailure(body));
                default -> owner.request(type, id, body);
            }
        }

        @Override
        public void send(int id, SendView send) {
            owner.send(id, send);
        }
    }

    private Answer answered(int id) {
        Answer answer = requests.answered(id);
        return answer == null ? Answer.IGNORED : answer;
    }

    /**
     * The other side reads no more, which is as good as the end of what it says. What it has said before is still to be read:
     * its end comes of itself, if soon.
     */
    private void unread(IOException e) {
        LOG.log(Level.DEBUG, "{0} reads no more: {1}", name, e.getMessage());
        try {
            reading.join(Limits.UNREAD_PIPE.toMillis());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } finally {
            end(null);
        }
    }

    /** Asks the other side for something; waits for a free id if need be, without blocking. */
    public void request(byte type, byte[] body, Answer answer) {
        requests.writeSoon(id -> put(type, id, body), answer);
        flush();
    }

    /** As {@link #request}, however many requests wait, for what there is one of for each loop; and without {@link #flush}. */
    void requestInTurn(byte type, byte[] body, Answer answer) {
        requests.writeInTurn(id -> put(type, id, body), answer);
    }

    /** Has written what was put. Not to be called with a lock held that the reading thread takes. */
    void flush() {
        ReadingThread.flush(outbound);
    }

    /** Whether as much waits to be written as is worth a write. */
    boolean hasGathered() {
        return outbound.gathered() >= GATHERED;
    }

    /** Takes back a request that still waits for an id; false if it does not. */
    public boolean withdraw(Answer answer) {
        return requests.withdraw(answer);
    }

    /**
     * Asks the other side to take a message; the caller has taken its turn, and calls {@link #flush} in due time.
     *
     * @return false if the connection has ended; then nothing was done, and the answer will not be called
     */
    boolean send(SendPrefix prefix, Message message, Answer answer) {
        if (requests.writeNow(id -> putSend(prefix, id, message), answer)) {
            return true;
        }
        if (requests.isOver()) {
            return false;
        }
        Message kept = message.copy();
        return requests.writeOrWait(id -> putSend(prefix, id, kept), answer) == null;
    }

    /** Runs {@code action} as {@link PipeOwner#later}. */
    void later(Runnable action) {
        owner.later(action);
    }

    Turns turns() {
        return turns;
    }

    /** Reads Sends that were not recognized. */
    SendReader sends() {
        return sends;
    }

    /** Answers yes, with {@code body}. */
    public void succeed(int id, byte[] body) {
        put(FrameType.SUCCESS, id, body);
        flush();
    }

    /** Answers no. */
    public void fail(int id, String reason) {
        put(FrameType.FAILURE, id, Bodies.failure(reason));
        flush();
    }

    private void put(byte type, int id, byte[] body) {
        if (!outbound.put(type, id, body)) {
            cutOff();
        }
    }

    private void putSend(SendPrefix prefix, int id, Message message) {
        if (!outbound.putSend(prefix, id, message)) {
            cutOff();
        }
    }

    /** Closes the channels only: the reading thread then ends the rest, as here locks are held. */
    private void cutOff() {
        LOG.log(Level.WARNING, "{0} does not read: more than {1} bytes wait for it; cut off", name, Limits.OUTBOUND);
        outbound.close();
        close(pipe.in());
    }

    /** Waits, no longer than {@code timeout}, until all requests are answered and all is written; then closes. */
    public void closeOrderly(Duration timeout) {
        long deadline = System.nanoTime() + timeout.toNanos();
        try {
            if (requests.awaitNone(timeout.toNanos())) {
                outbound.awaitWritten(deadline - System.nanoTime());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            close();
        }
    }

    /** Ends the connection at once. */
    @Override
    public void close() {
        end(null);
    }

    /** Whether the connection has not ended. */
    public boolean isOpen() {
        return !ended.get();
    }

    private void end(IOException cause) {
        if (!ended.compareAndSet(false, true)) {
            return;
        }
        outbound.close();
        close(pipe.in());
        close(pipe.out());
        owner.ended(cause);
        requests.end(cause == null ? "the pipe is closed" : cause.getMessage());
    }

    private void close(Channel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            LOG.log(Level.WARNING, "closing the pipe of " + name, e);
        }
    }
}
