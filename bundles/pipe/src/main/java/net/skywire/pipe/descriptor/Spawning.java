package net.skywire.pipe.descriptor;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.channels.Channel;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;

/** One start of a process, with whatever of it has to be undone if it fails. */
final class Spawning {

    private static final Logger LOG = System.getLogger("net.skywire.pipe");
    private static final int O_CLOEXEC = 02000000;
    private static final int F_DUPFD_CLOEXEC = 1030;
    private static final int F_GETFD = 1;
    private static final int FD_CLOEXEC = 1;
    private static final int FIRST_FREE = 10;

    /**
     * What is meant for this process: a child with what systemd has for it could speak for this one, or take sockets for
     * its own; and how the JVM is to use memory, no other program needs to.
     */
    private static final Set<String> OWN_ALONE = Set.of(
            "NOTIFY_SOCKET",
            "WATCHDOG_USEC",
            "WATCHDOG_PID",
            "LISTEN_PID",
            "LISTEN_FDS",
            "LISTEN_FDNAMES",
            "FDSTORE",
            "MALLOC_MMAP_THRESHOLD_");

    private final LibC libc;
    private final Descriptors descriptors;
    private final List<Integer> open = new ArrayList<>();

    Spawning(LibC libc, Descriptors descriptors) {
        this.libc = libc;
        this.descriptors = descriptors;
    }

    AppChild spawn(ChildCommand command) throws IOException {
        try {
            int[] toChild = pipe();
            int[] fromChild = pipe();
            int[] output = command.captured() ? pipe() : new int[0];
            int pid = start(command, toChild[0], fromChild[1], output);
            return child(fromChild[0], toChild[1], output, pid);
        } finally {
            open.forEach(this::close);
        }
    }

    private int[] pipe() throws ErrnoException {
        int[] ends = libc.pipe2(O_CLOEXEC);
        open.add(ends[0]);
        open.add(ends[1]);
        return ends;
    }

    private int start(ChildCommand command, int in, int out, int[] output) throws IOException {
        String program = command.command().get(0);
        Path directory = command.directory();
        if (directory != null && !Files.isDirectory(directory)) {
            throw new IOException("cannot start " + program + ": no folder " + directory);
        }
        int movedIn = above(in);
        int movedOut = above(out);
        OptionalInt movedOutput = output.length == 0 ? OptionalInt.empty() : OptionalInt.of(above(output[1]));
        Descriptors.NO_SPAWN.lock();
        try {
            return libc.spawn(new SpawnPlan(
                    absolute(command.command()),
                    environment(command, System.getenv()),
                    Optional.ofNullable(directory).map(Path::toString),
                    movedIn,
                    movedOut,
                    movedOutput,
                    inheritable()));
        } catch (ErrnoException e) {
            throw new IOException("cannot start " + program + ": " + e.reason(), e);
        } finally {
            Descriptors.NO_SPAWN.unlock();
        }
    }

    /** A path is meant from here, not from the folder the child works in. */
    private static List<String> absolute(List<String> command) {
        List<String> absolute = new ArrayList<>(command);
        if (command.get(0).contains("/")) {
            absolute.set(0, Path.of(command.get(0)).toAbsolutePath().toString());
        }
        return absolute;
    }

    /** What Java has opened without close-on-exec, beside the standard streams. */
    private List<Integer> inheritable() throws IOException {
        List<Integer> found = new ArrayList<>();
        for (int descriptor : ProcDescriptors.open()) {
            if (descriptor > SpawnPlan.CHILD_OUT && !closesOnExec(descriptor)) {
                found.add(descriptor);
            }
        }
        return found;
    }

    private boolean closesOnExec(int descriptor) throws ErrnoException {
        try {
            return (libc.fcntl(descriptor, F_GETFD, 0) & FD_CLOEXEC) != 0;
        } catch (ErrnoException e) {
            if (e.errno() == ErrnoException.EBADF) {
                return true;
            }
            throw e;
        }
    }

    /** A copy out of the way of 3 and 4, where it is to be put in the child. */
    private int above(int descriptor) throws ErrnoException {
        int moved = libc.fcntl(descriptor, F_DUPFD_CLOEXEC, FIRST_FREE);
        open.add(moved);
        return moved;
    }

    /** @param own that of this process */
    static List<String> environment(ChildCommand command, Map<String, String> own) {
        Map<String, String> environment = new TreeMap<>(own);
        environment.keySet().removeAll(OWN_ALONE);
        environment.putAll(command.environment());
        return environment.entrySet().stream()
                .map(variable -> variable.getKey() + '=' + variable.getValue())
                .toList();
    }

    /** A process whose pipes or thread cannot be had does not stay. */
    private AppChild child(int in, int out, int[] output, int pid) throws IOException {
        boolean complete = false;
        FileChannel reading = null;
        PromptChannel writing = null;
        FileChannel captured = null;
        try {
            reading = descriptors.reopenToRead(handedOn(in));
            writing = descriptors.reopenToWrite(handedOn(out));
            captured = output.length == 0 ? null : descriptors.reopenToRead(handedOn(output[0]));
            AppChild child = new AppChild(libc, pid, new PipePair(reading, writing), Optional.ofNullable(captured));
            complete = true;
            return child;
        } finally {
            if (!complete) {
                abandon(pid, reading, writing, captured);
            }
        }
    }

    private void abandon(int pid, Channel... channels) throws IOException {
        for (Channel channel : channels) {
            if (channel != null) {
                channel.close();
            }
        }
        libc.kill(-pid, AppChild.SIGKILL);
        libc.reap(pid);
    }

    /** From now on it is another's to close. */
    private int handedOn(int descriptor) {
        open.remove((Integer) descriptor);
        return descriptor;
    }

    private void close(int descriptor) {
        try {
            libc.close(descriptor);
        } catch (ErrnoException e) {
            LOG.log(Level.WARNING, "closing descriptor {0}: {1}", descriptor, e.getMessage());
        }
    }
}
