package net.skywire.benchmarks.loops;

import java.io.Closeable;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;

/** The apps that are measured, each a process of its own, in C or in Java; and what starts those in C. */
final class Peers implements Closeable {

    /** The program of {@code native/bench}. */
    static final String PROGRAM = System.getProperty("peer");

    private static final long LONGEST_NANOS = 20_000_000_000L;
    private static final long LOOK_NANOS = 2_000_000;

    private final Path socket;
    private final ServerSocketChannel server;
    private final Map<String, Peer> waiting = new HashMap<>();
    private final List<Peer> peers = new ArrayList<>();
    private final List<Process> programs = new ArrayList<>();

    /** @param socket a path with nothing there, for their orders */
    Peers(Path socket) throws IOException {
        this.socket = socket;
        server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(socket));
        server.configureBlocking(false);
    }

    /** The command of an app in C, which another process is to start with pipes. */
    String[] app(String name, int window, String role) {
        return new String[] {PROGRAM, "app", name, socket.toString(), Integer.toString(window), role};
    }

    /** Starts a source and the node that takes what it sends, both in C; the source has dialled. */
    Peer pair(int window) throws IOException {
        start("pair", socket.toString(), Integer.toString(window));
        return dialled(await("source"));
    }

    /** Starts a source, another app and a relay between them, all in C; the source has dialled. */
    Peer relay(int window, String role) throws IOException {
        start("relay", socket.toString(), Integer.toString(window), role);
        await("other");
        return dialled(await("source"));
    }

    private static Peer dialled(Peer source) throws IOException {
        source.dial("02" + "ab".repeat(32), 10);
        return source;
    }

    private void start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(PROGRAM));
        command.addAll(List.of(arguments));
        programs.add(new ProcessBuilder(command).inheritIO().start());
    }

    /** Waits for an app to be ready. */
    Peer await(String name) throws IOException {
        while (!waiting.containsKey(name)) {
            Peer next = new Peer(accept(name));
            peers.add(next);
            waiting.put(next.name(), next);
        }
        return waiting.remove(name);
    }

    private SocketChannel accept(String name) throws IOException {
        long deadline = System.nanoTime() + LONGEST_NANOS;
        while (System.nanoTime() < deadline) {
            SocketChannel channel = server.accept();
            if (channel != null) {
                return channel;
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
        throw new IOException("expected app " + name + " to be ready in time; see above");
    }

    /** Has all of them, and this process, run on one processor, or on all there are. */
    void place(String processor) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(PROGRAM, "place", processor));
        LongStream.concat(
                        LongStream.of(ProcessHandle.current().pid()),
                        LongStream.concat(
                                programs.stream().mapToLong(Process::pid),
                                peers.stream().mapToLong(Peer::pid)))
                .forEach(pid -> command.add(Long.toString(pid)));
        if (new ProcessBuilder(command).inheritIO().start().waitFor() != 0) {
            throw new IOException("could not place the processes on processor " + processor);
        }
    }

    @Override
    public void close() throws IOException {
        for (Peer peer : peers) {
            peer.close();
        }
        programs.forEach(Process::destroy);
        server.close();
    }
}
