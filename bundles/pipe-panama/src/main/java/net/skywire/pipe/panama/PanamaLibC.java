package net.skywire.pipe.panama;

import java.lang.foreign.Arena;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.util.Optional;
import net.skywire.pipe.descriptor.ErrnoException;
import net.skywire.pipe.descriptor.LibC;
import net.skywire.pipe.descriptor.SocketCalls;
import net.skywire.pipe.descriptor.SpawnPlan;
import org.osgi.service.component.annotations.Component;

/** By Java's own foreign functions. */
@Component(property = "service.ranking:Integer=10")
public final class PanamaLibC implements LibC {

    private static final int EINTR = 4;
    private static final int P_PID = 1;
    private static final int WEXITED = 4;
    private static final int WNOWAIT = 0x01000000;
    private static final int SIGINFO_SIZE = 128;
    private static final Linker.Option VARIADIC_FROM_THIRD = Linker.Option.firstVariadicArg(2);

    @Override
    public String name() {
        return "panama";
    }

    @Override
    public Optional<String> obstacle() {
        return Optional.ofNullable(Linked.OBSTACLE);
    }

    @Override
    public int fcntl(int descriptor, int command, int argument) throws ErrnoException {
        return Linked.CALLS.untilDone("fcntl", VARIADIC_FROM_THIRD, descriptor, command, argument);
    }

    @Override
    public int[] pipe2(int flags) throws ErrnoException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment ends = arena.allocate(ValueLayout.JAVA_INT, 2);
            Linked.CALLS.untilDone("pipe2", ends, flags);
            return ends.toArray(ValueLayout.JAVA_INT);
        }
    }

    /** Never repeated: the descriptor is closed whatever close says, and may be another's by then. */
    @Override
    public void close(int descriptor) throws ErrnoException {
        Linked.CALLS.once("close", EINTR, descriptor);
    }

    @Override
    public int open(String path, int flags) throws ErrnoException {
        try (Arena arena = Arena.ofConfined()) {
            return Linked.CALLS.untilDone("open", VARIADIC_FROM_THIRD, arena.allocateFrom(path), flags);
        }
    }

    @Override
    public int write(int descriptor, ByteBuffer from) throws ErrnoException {
        return PanamaWrite.write(descriptor, from);
    }

    @Override
    public int spawn(SpawnPlan plan) throws ErrnoException {
        try (Arena arena = Arena.ofConfined()) {
            return new PanamaSpawn(Linked.CALLS, arena).run(plan);
        }
    }

    @Override
    public void awaitExit(int pid) throws ErrnoException {
        try (Arena arena = Arena.ofConfined()) {
            Linked.CALLS.untilDone("waitid", P_PID, pid, arena.allocate(SIGINFO_SIZE, Long.BYTES), WEXITED | WNOWAIT);
        }
    }

    @Override
    public int reap(int pid) throws ErrnoException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment status = arena.allocate(ValueLayout.JAVA_INT);
            Linked.CALLS.untilDone("waitpid", pid, status, 0);
            return status.get(ValueLayout.JAVA_INT, 0);
        }
    }

    @Override
    public SocketCalls sockets() {
        return new PanamaSockets(Linked.CALLS);
    }

    @Override
    public void kill(int pid, int signal) throws ErrnoException {
        Linked.CALLS.untilDone("kill", pid, signal);
    }

    /** When something is first asked for: that takes its time, and most nodes start without. */
    private static final class Linked {

        static final Calls CALLS;
        static final String OBSTACLE;

        static {
            Calls found = null;
            String missing = null;
            try {
                if (System.getProperty("os.name").equals("Linux")) {
                    found = new Calls();
                    found.untilDone("getpid");
                } else {
                    missing = "needs Linux";
                }
            } catch (UnsupportedOperationException | IllegalCallerException | ErrnoException e) {
                missing = "foreign functions do not work here: " + e.getMessage();
            }
            CALLS = found;
            OBSTACLE = missing;
        }
    }
}
