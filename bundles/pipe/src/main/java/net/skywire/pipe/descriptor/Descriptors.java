package net.skywire.pipe.descriptor;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.InvalidPathException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Takes over pipes and starts processes with pipes. Java opens files without close-on-exec; therefore no process is
 * started while a pipe is being opened: one lock for the whole JVM.
 */
public final class Descriptors {

    /** Bytes a pipe holds, as far as the system allows. */
    static final int PIPE_SIZE = 1024 * 1024;

    private static final int F_SETFD = 2;
    private static final int F_GETFL = 3;
    private static final int F_SETPIPE_SZ = 1031;
    private static final int F_GETPIPE_SZ = 1032;
    private static final int FD_CLOEXEC = 1;
    private static final int O_ACCMODE = 3;
    private static final int O_RDONLY = 0;
    private static final int O_WRONLY = 1;

    static final ReentrantLock NO_SPAWN = new ReentrantLock();

    private static final AtomicBoolean ADOPTED = new AtomicBoolean();

    private final LibC libc;

    public Descriptors(LibC libc) {
        this.libc = libc;
    }

    /**
     * Those of a plain process.
     *
     * @param wanted a provider's name, or {@code auto} for the first that works
     * @throws IOException if there is none; the message says why
     */
    public static Descriptors ofThisProcess(String wanted) throws IOException {
        return DescriptorProviders.choose(ServiceLoader.load(LibC.class, LibC.class.getClassLoader()), wanted);
    }

    /**
     * Takes over the pipes this process was started with; once in a process.
     *
     * @throws IOException if they are not two pipes, the right way round; nothing has changed then
     */
    public PipePair adopt(int in, int out) throws IOException {
        if (ADOPTED.get()) {
            throw adoptedAlready(in, out);
        }
        String inPipe = checked(in, O_RDONLY, "the pipe from the node");
        String outPipe = checked(out, O_WRONLY, "the pipe to the node");
        if (inPipe.equals(outPipe)) {
            throw new IOException("descriptors " + in + " and " + out
                    + ": expected two pipes, found both ends of one; an app is started by its node");
        }
        if (!ADOPTED.compareAndSet(false, true)) {
            throw adoptedAlready(in, out);
        }
        FileChannel reading = reopen(in, StandardOpenOption.READ);
        try {
            return new PipePair(reading, reopen(out, StandardOpenOption.WRITE));
        } catch (IOException e) {
            reading.close();
            throw e;
        }
    }

    private static IOException adoptedAlready(int in, int out) {
        return new IOException("descriptors " + in + " and " + out
                + ": expected to take them over once, and this process has done so already");
    }

    private String checked(int descriptor, int mode, String expected) throws IOException {
        String target = ProcDescriptors.target(descriptor)
                .filter(file -> !isOfThisJvm(file))
                .orElse("nothing");
        String found = target;
        if (target.startsWith("pipe:")) {
            if ((libc.fcntl(descriptor, F_GETFL, 0) & O_ACCMODE) == mode) {
                return target;
            }
            found = "a pipe the other way round";
        }
        throw new IOException("descriptor " + descriptor + ": expected " + expected + ", found " + found
                + "; an app is started by its node");
    }

    /** A JVM that is started without these descriptors opens files of its own there, first its {@code lib/modules}. */
    private static boolean isOfThisJvm(String file) {
        try {
            return Path.of(file)
                    .startsWith(Path.of(System.getProperty("java.home")).toRealPath());
        } catch (IOException | InvalidPathException e) {
            return false;
        }
    }

    /** Gives a pipe's end to Java, and closes {@code descriptor}, whatever comes of it. */
    FileChannel reopen(int descriptor, OpenOption mode) throws IOException {
        NO_SPAWN.lock();
        try {
            String pipe = ProcDescriptors.target(descriptor)
                    .orElseThrow(() -> new ErrnoException("open", ErrnoException.EBADF));
            widen(descriptor);
            Set<Integer> before = ProcDescriptors.openOn(pipe);
            FileChannel channel = FileChannel.open(ProcDescriptors.path(descriptor), mode);
            try {
                closeOnExec(pipe, before);
                return channel;
            } catch (IOException e) {
                channel.close();
                throw e;
            }
        } finally {
            NO_SPAWN.unlock();
            libc.close(descriptor);
        }
    }

    private void closeOnExec(String pipe, Set<Integer> except) throws IOException {
        for (int descriptor : ProcDescriptors.openOn(pipe)) {
            if (!except.contains(descriptor)) {
                libc.fcntl(descriptor, F_SETFD, FD_CLOEXEC);
            }
        }
    }

    /** A pipe that is wider stays so; a system that does not let us have more keeps its own size. */
    private void widen(int descriptor) throws ErrnoException {
        try {
            if (libc.fcntl(descriptor, F_GETPIPE_SZ, 0) < PIPE_SIZE) {
                libc.fcntl(descriptor, F_SETPIPE_SZ, PIPE_SIZE);
            }
        } catch (ErrnoException e) {
            if (e.errno() != ErrnoException.EPERM) {
                throw e;
            }
        }
    }

    /**
     * Starts a program with pipes on 3 and 4, and nothing else open but its standard streams. It leads a process group of
     * its own.
     *
     * @throws IOException if it cannot be started; nothing is left open then
     */
    public AppChild spawn(ChildCommand command) throws IOException {
        return new Spawning(libc, this).spawn(command);
    }
}
