package net.skywire.shell;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/**
 * Answers an operator's requests on a Unix socket that the owner of the container alone can open. A request is one line,
 * its answer all that follows. No more than {@value #MAX_CLIENTS} at a time, and none for longer than its time.
 */
final class ControlSocket implements AutoCloseable {

    static final int MAX_CLIENTS = 8;

    private static final Logger LOG = System.getLogger("net.skywire.shell");
    private static final int MAX_PATH = 107;

    private final Path path;
    private final Duration longest;
    private final UnaryOperator<String> answers;
    private final ServerSocketChannel server;
    private final Set<SocketChannel> clients = ConcurrentHashMap.newKeySet();
    private final ScheduledThreadPoolExecutor threads;
    private final Thread accepting = new Thread(this::accept, "skywire-control");

    /**
     * @param longest how long one client has for its request and the answer
     * @param answers the answer to each request
     * @throws IOException if the path is too long for a socket, or another container answers there
     */
    ControlSocket(Path path, Duration longest, UnaryOperator<String> answers) throws IOException {
        this.path = path;
        this.longest = longest;
        this.answers = answers;
        if (path.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8).length > MAX_PATH) {
            throw new IOException("the path of a socket has up to " + MAX_PATH + " bytes, this has more: " + path);
        }
        removeStale();
        Files.createDirectories(path.getParent());
        server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(path));
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
        threads = new ScheduledThreadPoolExecutor(MAX_CLIENTS + 1, work -> {
            Thread thread = new Thread(work, "skywire-control-client");
            thread.setDaemon(true);
            return thread;
        });
        threads.setKeepAliveTime(1, TimeUnit.SECONDS);
        threads.allowCoreThreadTimeOut(true);
        threads.setRemoveOnCancelPolicy(true);
        accepting.setDaemon(true);
        accepting.start();
    }

    private void removeStale() throws IOException {
        if (!Files.exists(path)) {
            return;
        }
        try (SocketChannel probe = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
            throw new IOException("another container answers at " + probe.getRemoteAddress());
        } catch (java.net.ConnectException e) {
            Files.delete(path);
        }
    }

    private void accept() {
        try {
            while (true) {
                serve(server.accept());
            }
        } catch (ClosedChannelException e) {
            LOG.log(Level.DEBUG, "{0} is closed", path);
        } catch (IOException e) {
            LOG.log(Level.ERROR, "no more requests are taken at {0}: {1}", path, e.getMessage());
        }
    }

    private void serve(SocketChannel client) throws IOException {
        if (clients.size() >= MAX_CLIENTS) {
            client.close();
            return;
        }
        clients.add(client);
        var limit = threads.schedule(() -> close(client), longest.toMillis(), TimeUnit.MILLISECONDS);
        threads.execute(() -> {
            try {
                ControlRequest.answer(client, answers);
            } catch (AsynchronousCloseException e) {
                LOG.log(Level.DEBUG, "a client took too long");
            } catch (IOException e) {
                LOG.log(Level.DEBUG, "a client has gone", e);
            } finally {
                limit.cancel(false);
                close(client);
            }
        });
    }

    private void close(SocketChannel client) {
        try {
            client.close();
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "closing a client", e);
        } finally {
            clients.remove(client);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        clients.forEach(this::close);
        threads.shutdownNow();
        try {
            accepting.join(longest.toMillis());
            threads.awaitTermination(longest.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Files.deleteIfExists(path);
    }
}
