package net.skywire.pipe.descriptor;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.InvalidPathException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
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
    private static final int O_NONBLOCK = 04000;
    private static final int O_CLOEXEC = 02000000;

    private static final String HINT = "; an app is started by its node";
    private static final Names HANDED_OVER =
            new Names("the first descriptor", "the second descriptor", "the two descriptors", "");

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
        check(in, out, new Names("descriptor " + in, "descriptor " + out, "descriptors " + in + " and " + out, HINT));
        if (!ADOPTED.compareAndSet(false, true)) {
            throw adoptedAlready(in, out);
        }
        return reopen(in, out);
    }

    private static IOException adoptedAlready(int in, int out) {
        return new IOException("descriptors " + in + " and " + out
                + ": expected to take them over once, and this process has done so already");
    }

    /**
     * Takes over pipes that came from another process. Both descriptors are closed, whatever comes of it.
     *
     * @throws IOException if they are not two pipes, the right way round
     */
    PipePair take(int in, int out) throws IOException {
        try {
            check(in, out, HANDED_OVER);
        } catch (IOException e) {
            closeAll(List.of(in, out));
            throw e;
        }
        return reopen(in, out);
    }

    /** Closes both descriptors, whatever comes of it. */
    private PipePair reopen(int in, int out) throws IOException {
        FileChannel reading;
        try {
            reading = reopenToRead(in);
        } catch (IOException e) {
            closeAll(List.of(out));
            throw e;
        }
        try {
            return new PipePair(reading, reopenToWrite(out));
        } catch (IOException e) {
            reading.close();
            throw e;
        }
    }

    private record Names(String in, String out, String both, String hint) {}

    private void check(int in, int out, Names names) throws IOException {
        String inPipe = checked(in, O_RDONLY, names.in() + ": expected the pipe from the node", names.hint());
        String outPipe = checked(out, O_WRONLY, names.out() + ": expected the pipe to the node", names.hint());
        if (inPipe.equals(outPipe)) {
            throw new IOException(names.both() + ": expected two pipes, found both ends of one" + names.hint());
        }
    }

    private String checked(int descriptor, int mode, String expected, String hint) throws IOException {
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
        throw new IOException(expected + ", found " + found + hint);
    }

    void closeAll(List<Integer> descriptors) throws IOException {
        IOException failure = null;
        for (int descriptor : descriptors) {
            try {
                libc.close(descriptor);
            } catch (IOException e) {
                failure = e;
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    SocketCalls sockets() {
        return libc.sockets();
    }

    /**
     * Listens for messages with descriptors, on a Unix socket that keeps messages apart.
     *
     * @param path where nothing may be
     * @param waiting connections that wait to be accepted, at most
     */
    public MessageSocket listen(Path path, int waiting) throws IOException {
        return MessageSocket.listen(this, path, waiting);
    }

    /**
     * Sends datagrams to a Unix socket.
     *
     * @param name a path, or {@code @} before a name that is in no file system
     * @throws IOException if the name is too long, or there can be no socket
     */
    public DatagramOut datagramsTo(String name) throws IOException {
        return DatagramOut.to(this, name);
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
    FileChannel reopenToRead(int descriptor) throws IOException {
        try {
            return reopen(descriptor, StandardOpenOption.READ);
        } finally {
            libc.close(descriptor);
        }
    }

    /** As {@link #reopenToRead}, of the end to write to. */
    PromptChannel reopenToWrite(int descriptor) throws IOException {
        try {
            FileChannel waiting = reopen(descriptor, StandardOpenOption.WRITE);
            try {
                String path = ProcDescriptors.path(descriptor).toString();
                return new PipeOut(waiting, libc, libc.open(path, O_WRONLY | O_NONBLOCK | O_CLOEXEC));
            } catch (IOException e) {
                waiting.close();
                throw e;
            }
        } finally {
            libc.close(descriptor);
        }
    }

    private FileChannel reopen(int descriptor, OpenOption mode) throws IOException {
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
