package net.skywire.attach;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import net.skywire.host.socket.SocketPlace;
import net.skywire.pipe.descriptor.Descriptors;
import net.skywire.pipe.descriptor.MessageSocket;
import net.skywire.pipe.descriptor.SocketPoll;

/** Takes what skywire-attach hands over, on a Unix socket. One thread waits for all connections. */
final class AttachServer implements AutoCloseable {

    /** Apps attached at once; the next is refused. */
    static final int MAX_APPS = 64;

    /** Connections at once, with those that are being refused; further ones wait. */
    static final int MAX_CONNECTIONS = MAX_APPS + 16;

    private static final Logger LOG = System.getLogger("net.skywire.attach");
    private static final Duration LONGEST_POLL = Duration.ofDays(1);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final long LONGEST_CLOSE_MILLIS = 5_000;
    private static final int ROOT = 0;

    private final Descriptors descriptors;
    private final Path path;
    private final Attachments attachments;
    private final Duration longestHandover;
    private final ScheduledExecutorService deadlines;
    private final int user;
    private final MessageSocket listener;
    private final Map<MessageSocket, Shim> shims = new ConcurrentHashMap<>();
    private final Thread thread = new Thread(this::serve, "skywire-attach");
    private volatile boolean closing;

    /**
     * @param longestHandover from when a connection is accepted until its pipes have come
     * @throws IOException if there can be no socket at {@code path}
     */
    AttachServer(
            Descriptors descriptors,
            Path path,
            Attachments attachments,
            Duration longestHandover,
            ScheduledExecutorService deadlines)
            throws IOException {
        this.descriptors = descriptors;
        this.path = path;
        this.attachments = attachments;
        this.longestHandover = longestHandover;
        this.deadlines = deadlines;
        this.user = (Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
        SocketPlace.clear(path);
        listener = descriptors.listen(path, MAX_APPS);
        try {
            SocketPlace.close(path);
        } catch (IOException e) {
            listener.close();
            throw e;
        }
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    boolean isIdle() {
        return shims.isEmpty();
    }

    private void serve() {
        boolean pausing = false;
        try {
            while (!closing) {
                List<MessageSocket> sockets = new ArrayList<>(shims.keySet());
                if (!pausing && sockets.size() < MAX_CONNECTIONS) {
                    sockets.add(listener);
                }
                List<MessageSocket> ready = SocketPoll.await(descriptors, sockets, pausing ? PAUSE : LONGEST_POLL);
                pausing = ready.remove(listener) && !closing && !acceptAll();
                ready.forEach(this::receive);
            }
        } catch (IOException e) {
            LOG.log(Level.ERROR, "no more apps can be attached: {0}", e.getMessage());
        }
        shims.keySet().forEach(this::remove);
    }

    /** False if it is to be tried again later, such as when this process has no descriptor left. */
    private boolean acceptAll() {
        try {
            Optional<MessageSocket> next = listener.accept();
            while (next.isPresent()) {
                add(next.get());
                next = shims.size() < MAX_CONNECTIONS ? listener.accept() : Optional.empty();
            }
            return true;
        } catch (IOException e) {
            LOG.log(Level.WARNING, "skywire-attach waits at {0}: {1}", path, e.getMessage());
            return false;
        }
    }

    private void add(MessageSocket socket) {
        Shim shim = new Shim(socket, attachments, refusal(socket));
        shims.put(socket, shim);
        deadlines.schedule(
                () -> {
                    if (!shim.hasHandedOver()) {
                        socket.shutdown();
                    }
                },
                longestHandover.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    private Optional<String> refusal(MessageSocket socket) {
        try {
            int caller = socket.user();
            if (caller != user && caller != ROOT) {
                return Optional.of("expected user " + user + " or root, got user " + caller);
            }
            return shims.size() < MAX_APPS
                    ? Optional.empty()
                    : Optional.of("expected up to " + MAX_APPS + " attached apps, got another");
        } catch (IOException e) {
            return Optional.of("expected a user, could not tell: " + e.getMessage());
        }
    }

    private void receive(MessageSocket socket) {
        if (!shims.get(socket).receive()) {
            remove(socket);
        }
    }

    private void remove(MessageSocket socket) {
        shims.remove(socket).gone();
    }

    /** Ends all connections, and waits for that within bounds. */
    @Override
    public void close() throws IOException {
        closing = true;
        listener.shutdown();
        try {
            thread.join(LONGEST_CLOSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        listener.close();
        Files.deleteIfExists(path);
    }
}
