package net.skywire.shell;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * One client of the control socket. Its thread reads the request, has another run the command, and then waits for the
 * client to go, which interrupts the command; a client that has ended its output counts as gone.
 */
final class Conversation {

    /** Runs commands. */
    interface Runner {

        /** @return the exit code */
        int run(ControlRequest request, Reply reply) throws IOException, InterruptedException;
    }

    /**
     * What all of them share.
     *
     * @param longestRequest how long a client has for its request
     * @param longestWrite how long a client may take nothing of the answer
     * @param places one for each command that runs
     */
    record Shared(
            Runner runner,
            ScheduledExecutorService deadlines,
            ExecutorService threads,
            Semaphore places,
            Duration longestRequest,
            Duration longestWrite) {}

    private static final Logger LOG = System.getLogger("net.skywire.shell");

    private final SocketChannel client;
    private final Shared shared;

    Conversation(SocketChannel client, Shared shared) {
        this.client = client;
        this.shared = shared;
    }

    /** Comes back when it is over; the command may go on for a while then, if it does not heed the interrupt. */
    void hold() {
        try {
            converse();
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "a client has gone: {0}", e.toString());
        } finally {
            ControlSocket.close(client);
        }
    }

    private void converse() throws IOException {
        ControlRequest request;
        try {
            request = read();
        } catch (IllegalArgumentException e) {
            refuse(e.getMessage(), Commands.WRONG_USAGE);
            return;
        }
        if (!shared.places.tryAcquire()) {
            refuse("as many commands as may run at a time do so; try again when one is done", Commands.FAILED);
            return;
        }
        Future<?> command;
        try {
            command = shared.threads.submit(() -> run(request));
        } catch (RejectedExecutionException e) {
            shared.places.release();
            return;
        }
        try {
            awaitLeave();
        } finally {
            command.cancel(true);
        }
    }

    private ControlRequest read() throws IOException {
        Future<?> deadline = shared.deadlines.schedule(
                () -> ControlSocket.close(client), shared.longestRequest.toMillis(), TimeUnit.MILLISECONDS);
        try {
            return ControlRequest.read(client);
        } finally {
            deadline.cancel(false);
        }
    }

    private void refuse(String why, int code) throws IOException {
        ControlReply reply = new ControlReply(client, shared.deadlines, shared.longestWrite, () -> null);
        reply.error(why);
        reply.exit(code);
    }

    private void awaitLeave() throws IOException {
        ByteBuffer ignored = ByteBuffer.allocate(1024);
        while (client.read(ignored) >= 0) {
            ignored.clear();
        }
    }

    private void run(ControlRequest request) {
        ControlReply reply = new ControlReply(client, shared.deadlines, shared.longestWrite, request::directory);
        try {
            reply.exit(shared.runner.run(request, reply));
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "a client has gone: {0}", e.toString());
        } catch (InterruptedException e) {
            LOG.log(Level.DEBUG, "a command was interrupted, as its client has gone");
        } finally {
            ControlSocket.close(client);
            shared.places.release();
        }
    }
}
