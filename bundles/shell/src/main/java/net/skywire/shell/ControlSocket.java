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
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/**
 * Answers an operator's requests on a Unix socket. A request is one line, its answer all that follows. No more than
 * {@value #MAX_CLIENTS} are answered at a time, and none for longer than its time; further ones wait their turn.
 */
final class ControlSocket implements AutoCloseable {

    static final int MAX_CLIENTS = 8;

    private static final Logger LOG = System.getLogger("net.skywire.shell");
    private static final long RETRY_MILLIS = 1000;

    private final Path path;
    private final Duration longest;
    private final UnaryOperator<String> answers;
    private final ServerSocketChannel server;
    private final Semaphore places = new Semaphore(MAX_CLIENTS);
    private final Set<SocketChannel> clients = ConcurrentHashMap.newKeySet();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final ScheduledThreadPoolExecutor deadlines =
            new ScheduledThreadPoolExecutor(1, named("skywire-control-deadline-"));
    private final ExecutorService requests = Executors.newCachedThreadPool(named("skywire-control-request-"));
    private final Thread accepting = new Thread(this::accept, "skywire-control");

    /**
     * @param longest how long one client has for its request and the answer
     * @param answers the answer to each request; called by several threads
     * @throws IOException if there can be no socket at {@code path}
     */
    ControlSocket(Path path, Duration longest, UnaryOperator<String> answers) throws IOException {
        this.path = path;
        this.longest = longest;
        this.answers = answers;
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
        Future<?> deadline = deadlines.schedule(() -> close(client), longest.toMillis(), TimeUnit.MILLISECONDS);
        requests.execute(() -> {
            try {
                ControlRequest.answer(client, answers);
            } catch (ClosedChannelException e) {
                LOG.log(Level.DEBUG, "a client had " + longest + " and took longer");
            } catch (IOException e) {
                LOG.log(Level.DEBUG, "a client has gone: {0}", e.getMessage());
            } finally {
                deadline.cancel(false);
                close(client);
                places.release();
            }
        });
    }

    private void close(SocketChannel client) {
        try {
            client.close();
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "a client could not be closed: {0}", e.getMessage());
        } finally {
            clients.remove(client);
        }
    }

    /** Ends all requests, and waits for that within bounds. */
    @Override
    public void close() throws IOException {
        closing.countDown();
        server.close();
        accepting.interrupt();
        try {
            accepting.join(longest.toMillis());
            clients.forEach(this::close);
            deadlines.shutdownNow();
            requests.shutdownNow();
            deadlines.awaitTermination(longest.toMillis(), TimeUnit.MILLISECONDS);
            requests.awaitTermination(longest.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            Files.deleteIfExists(path);
        }
    }
}
