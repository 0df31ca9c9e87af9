package net.skywire.node.process;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import net.skywire.node.config.ResourceLimits;

/**
 * The small native program through which app processes are started: it lets the system end them with this process,
 * however that ends, and sets their limits. Without it there are neither.
 */
public final class ProcessRunner {

    static final String NAME = "skywire-run";

    /** As Java names them, and as folders are named. */
    private static final Map<String, String> MACHINES = Map.of("amd64", "x86_64");

    private static final Logger LOG = System.getLogger("net.skywire.node");

    private final Optional<Path> program;
    private final Path expected;
    private final AtomicBoolean said = new AtomicBoolean();

    private ProcessRunner(Path expected) {
        this.expected = expected;
        this.program = Optional.of(expected).filter(Files::isExecutable);
    }

    /** The folder for this machine among those in {@code folder}. */
    public static Path folder(Path folder) {
        String machine = System.getProperty("os.arch");
        return folder.resolve("linux-" + MACHINES.getOrDefault(machine, machine));
    }

    /** @param folder where it should be */
    public static ProcessRunner in(Path folder) {
        return new ProcessRunner(folder.resolve(NAME).toAbsolutePath());
    }

    private void sayWhatIsLost() {
        if (said.compareAndSet(false, true)) {
            LOG.log(
                    Level.WARNING,
                    "there is no {0}: app processes have no limits, and may outlive this one by a moment if it is killed",
                    expected);
        }
    }

    /**
     * The command that starts {@code command}, whose program is given by its path.
     *
     * @throws IOException if there are limits and nothing to set them
     */
    List<String> wrap(List<String> command, ResourceLimits limits) throws IOException {
        if (program.isEmpty()) {
            if (!limits.equals(ResourceLimits.NONE)) {
                throw new IOException("cannot set its limits: there is no " + expected);
            }
            sayWhatIsLost();
            return command;
        }
        List<String> wrapped = new ArrayList<>(List.of(
                program.get().toString(),
                "--parent",
                Long.toString(ProcessHandle.current().pid())));
        limits.openFiles().ifPresent(count -> wrapped.addAll(List.of("--nofile", Integer.toString(count))));
        limits.memoryBytes().ifPresent(bytes -> wrapped.addAll(List.of("--memory", Long.toString(bytes))));
        limits.nice().ifPresent(nice -> wrapped.addAll(List.of("--nice", Integer.toString(nice))));
        wrapped.add("--");
        wrapped.addAll(command);
        return wrapped;
    }
}
