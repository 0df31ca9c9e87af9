package net.skywire.pipe.jna;

import com.sun.jna.Function;
import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.NativeLong;
import com.sun.jna.Platform;
import com.sun.jna.Pointer;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntSupplier;
import net.skywire.pipe.descriptor.ErrnoException;
import net.skywire.pipe.descriptor.LibC;
import net.skywire.pipe.descriptor.SocketCalls;
import net.skywire.pipe.descriptor.SpawnPlan;
import org.osgi.service.component.annotations.Component;

/** By JNA's functions; its mapped interfaces would keep the class loader of this bundle alive after an update. */
@Component(property = "service.ranking:Integer=0")
public final class JnaLibC implements LibC {

    private static final int EINTR = 4;
    private static final int P_PID = 1;
    private static final int WEXITED = 4;
    private static final int WNOWAIT = 0x01000000;
    private static final int SIGINFO_SIZE = 128;

    /** JNA's flag for a function of two fixed arguments and more to follow. */
    private static final int VARIADIC_FROM_THIRD = 2 << 7;

    @Override
    public String name() {
        return "jna";
    }

    @Override
    public Optional<String> obstacle() {
        return Optional.ofNullable(Loaded.OBSTACLE);
    }

    @Override
    public int fcntl(int descriptor, int command, int argument) throws ErrnoException {
        Function fcntl = Loaded.LIBC.getFunction("fcntl", VARIADIC_FROM_THIRD);
        return checked("fcntl", () -> fcntl.invokeInt(new Object[] {descriptor, command, argument}));
    }

    @Override
    public int[] pipe2(int flags) throws ErrnoException {
        int[] ends = new int[2];
        call("pipe2", ends, flags);
        return ends;
    }

    @Override
    public void close(int descriptor) throws ErrnoException {
        Function close = Loaded.LIBC.getFunction("close");
        int result = close.invokeInt(new Object[] {descriptor});
        if (result < 0 && Native.getLastError() != EINTR) {
            throw new ErrnoException("close", Native.getLastError());
        }
    }

    @Override
    public int open(String path, int flags) throws ErrnoException {
        Function open = Loaded.LIBC.getFunction("open", VARIADIC_FROM_THIRD);
        return checked("open", () -> open.invokeInt(new Object[] {path, flags}));
    }

    @Override
    public int write(int descriptor, ByteBuffer from) throws ErrnoException {
        if (LibSkp.OBSTACLE == null) {
            int count = LibSkp.write(descriptor, LibSkp.address(from) + from.position(), from.remaining());
            if (count < 0 && count != -ErrnoException.EAGAIN) {
                throw new ErrnoException("write", -count);
            }
            return Math.max(0, count);
        }
        Pointer start = Native.getDirectBufferPointer(from).share(from.position());
        try {
            return call("write", descriptor, start, new NativeLong(from.remaining()));
        } catch (ErrnoException e) {
            if (e.errno() == ErrnoException.EAGAIN) {
                return 0;
            }
            throw e;
        }
    }

    @Override
    public int spawn(SpawnPlan plan) throws ErrnoException {
        return new JnaSpawn(Loaded.LIBC).run(plan);
    }

    @Override
    public void awaitExit(int pid) throws ErrnoException {
        call("waitid", P_PID, pid, new byte[SIGINFO_SIZE], WEXITED | WNOWAIT);
    }

    @Override
    public int reap(int pid) throws ErrnoException {
        int[] status = new int[1];
        call("waitpid", pid, status, 0);
        return status[0];
    }

    @Override
    public void kill(int pid, int signal) throws ErrnoException {
        call("kill", pid, signal);
    }

    @Override
    public SocketCalls sockets() {
        return new JnaSockets(this);
    }

    int call(String name, Object... arguments) throws ErrnoException {
        Function function = Loaded.LIBC.getFunction(name);
        return checked(name, () -> function.invokeInt(arguments));
    }

    private static int checked(String name, IntSupplier call) throws ErrnoException {
        while (true) {
            int result = call.getAsInt();
            if (result >= 0) {
                return result;
            }
            int errno = Native.getLastError();
            if (errno != EINTR) {
                throw new ErrnoException(name, errno);
            }
        }
    }

    /** When something is first asked for: that takes its time, and most nodes start without. */
    private static final class Loaded {

        static final NativeLibrary LIBC;
        static final String OBSTACLE;

        static {
            NativeLibrary loaded = null;
            String found = null;
            try {
                if (Platform.isLinux()) {
                    loaded = NativeLibrary.getInstance(null, Map.of(Library.OPTION_STRING_ENCODING, "UTF-8"));
                    loaded.getFunction("posix_spawnp");
                } else {
                    found = "needs Linux";
                }
            } catch (LinkageError | IllegalArgumentException e) {
                found = "JNA does not work here: " + e.getMessage();
            }
            LIBC = loaded;
            OBSTACLE = found;
        }
    }
}
