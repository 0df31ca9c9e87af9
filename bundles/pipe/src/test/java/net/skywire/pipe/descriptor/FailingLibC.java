package net.skywire.pipe.descriptor;

import java.nio.ByteBuffer;
import java.util.Optional;

/** A real provider, of whose calls that make or change something one fails. */
final class FailingLibC implements LibC {

    private static final int EMFILE = 24;

    private final LibC real;
    private final int failingAt;
    private int count;
    private String failed = "no call";

    /** @param failingAt which call fails, the first being 0 */
    FailingLibC(LibC real, int failingAt) {
        this.real = real;
        this.failingAt = failingAt;
    }

    /** What has failed. */
    String failed() {
        return failed;
    }

    private void pass(String call) throws ErrnoException {
        if (count++ == failingAt) {
            failed = call + ", call " + failingAt;
            throw new ErrnoException(call, EMFILE);
        }
    }

    @Override
    public String name() {
        return real.name();
    }

    @Override
    public Optional<String> obstacle() {
        return real.obstacle();
    }

    @Override
    public int fcntl(int descriptor, int command, int argument) throws ErrnoException {
        pass("fcntl " + command);
        return real.fcntl(descriptor, command, argument);
    }

    @Override
    public int[] pipe2(int flags) throws ErrnoException {
        pass("pipe2");
        return real.pipe2(flags);
    }

    @Override
    public int open(String path, int flags) throws ErrnoException {
        pass("open");
        return real.open(path, flags);
    }

    @Override
    public int write(int descriptor, ByteBuffer from) throws ErrnoException {
        return real.write(descriptor, from);
    }

    @Override
    public void close(int descriptor) throws ErrnoException {
        real.close(descriptor);
    }

    @Override
    public int spawn(SpawnPlan plan) throws ErrnoException {
        pass("spawn");
        return real.spawn(plan);
    }

    @Override
    public void awaitExit(int pid) throws ErrnoException {
        real.awaitExit(pid);
    }

    @Override
    public int reap(int pid) throws ErrnoException {
        return real.reap(pid);
    }

    @Override
    public void kill(int pid, int signal) throws ErrnoException {
        real.kill(pid, signal);
    }

    @Override
    public SocketCalls sockets() {
        return real.sockets();
    }
}
