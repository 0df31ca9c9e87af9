package net.skywire.shell;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Answers an operator's requests on a Unix socket, one by each client. No more than {@value #MAX_COMMANDS} commands run
 * at a time, each for as long as it takes; a further one is refused. No more than {@value #MAX_CLIENTS} clients are let in
 * at a time; further ones wait their turn.
 */
final class ControlSocket implements AutoCloseable {

    static final int MAX_COMMANDS = 16;

    /** More than the commands, so that there is somebody to say that there are too many of them. */
    static final int MAX_CLIENTS = 2 * MAX_COMMANDS;

    private static final Logger LOG = System.getLogger("net.skywire.shell");
    private static final long RETRY_MILLIS = 1000;

    /** How long a command has to end when the container does. */
    private static final long LONGEST_END_SECONDS = 10;

    private final Path path;
    private final Conversation.Shared shared;
    private final ServerSocketChannel server;
    private final Semaphore places = new Semaphore(MAX_CLIENTS);
    private final Set<SocketChannel> clients = ConcurrentHashMap.newKeySet();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final ScheduledThreadPoolExecutor deadlines =
            new ScheduledThreadPoolExecutor(1, named("skywire-control-deadline-"));
    private final ExecutorService threads = Executors.newCachedThreadPool(named("skywire-control-request-"));
    private final Thread accepting = new Thread(this::accept, "skywire-control");

    /**
     * @param longestRequest how long a client has for its request
     * @param longestWrite how long a client may take nothing of the answer
     * @param runner runs each command; called by several threads
     * @throws IOException if there can be no socket at {@code path}
     */
    ControlSocket(Path path, Duration longestRequest, Duration longestWrite, Conversation.Runner runner)
            throws IOException {
        this.path = path;
        this.shared = new Conversation.Shared(
                runner, deadlines, threads, new Semaphore(MAX_COMMANDS), longestRequest, longestWrite);
        this.server = SocketFile.bind(path);
        deadlines.setRemoveOnCancelPolicy(true);
        accepting.setDaemon(true);
    }

    private static ThreadFactory named(String begin) {
        AtomicInteger count = new AtomicInteger();
        return work -> {
            Thread thread = new Thread(work, begin + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    void start() {
        accepting.start();
    }

    private void accept() {
        try {
            do {
                acceptUntilFailure();
            } while (!closing.await(RETRY_MILLIS, TimeUnit.MILLISECONDS));
        } catch (ClosedChannelException | InterruptedException e) {
            LOG.log(Level.DEBUG, "{0} is closed", path);
        }
    }

    /** Such as when the process has no descriptor left. */
    private void acceptUntilFailure() throws ClosedChannelException, InterruptedException {
        try {
            while (true) {
                places.acquire();
                serve(server.accept());
            }
        } catch (ClosedChannelException e) {
            throw e;
        } catch (IOException e) {
            places.release();
            LOG.log(Level.WARNING, "requests at {0} wait: {1}", path, e.getMessage());
        }
    }

    private void serve(SocketChannel client) {
        clients.add(client);
        threads.execute(() -> {
            try {
                new Conversation(client, shared).hold();
            } finally {
                clients.remove(client);
                places.release();
            }
        });
    }

    static void close(SocketChannel client) {
        try {
            client.close();
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "a client could not be closed: {0}", e.getMessage());
        }
    }

    /** Ends all requests, and waits for that within bounds. */
    @Override
    public void close() throws IOException {
        closing.countDown();
        server.close();
        accepting.interrupt();
        try {
            accepting.join(TimeUnit.SECONDS.toMillis(LONGEST_END_SECONDS));
            clients.forEach(ControlSocket::close);
            threads.shutdownNow();
            if (!threads.awaitTermination(LONGEST_END_SECONDS, TimeUnit.SECONDS)) {
                LOG.log(Level.WARNING, "a command does not end; going on without it");
            }
            deadlines.shutdownNow();
            deadlines.awaitTermination(LONGEST_END_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            Files.deleteIfExists(path);
        }
    }
}
