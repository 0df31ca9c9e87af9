package net.skywire.pipe.descriptor;

import java.nio.ByteBuffer;
import java.util.Optional;

/** A provider to be chosen or passed over, and never called. */
class NamedLibC implements LibC {

    private final String name;
    private final String obstacle;

    NamedLibC(String name, String obstacle) {
        this.name = name;
        this.obstacle = obstacle;
    }

    /** Works. */
    public static final class Jna extends NamedLibC {
        public Jna() {
            super("jna", null);
        }
    }

    /** Misses a library. */
    public static final class Broken extends NamedLibC {
        public Broken() {
            super("broken", null);
            throw new NoClassDefFoundError("com/sun/jna/Native");
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Optional<String> obstacle() {
        return Optional.ofNullable(obstacle);
    }

    @Override
    public int fcntl(int descriptor, int command, int argument) {
        throw new UnsupportedOperationException();
    }

    @Override
    public int[] pipe2(int flags) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close(int descriptor) {
        throw new UnsupportedOperationException();
    }

    @Override
    public int open(String path, int flags) {
        throw new UnsupportedOperationException();
    }

    @Override
    public int write(int descriptor, ByteBuffer from) {
        throw new UnsupportedOperationException();
    }

    @Override
    public int spawn(SpawnPlan plan) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void awaitExit(int pid) {
        throw new UnsupportedOperationException();
    }

    @Override
    public int reap(int pid) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void kill(int pid, int signal) {
        throw new UnsupportedOperationException();
    }

    @Override
    public SocketCalls sockets() {
        throw new UnsupportedOperationException();
    }
}
