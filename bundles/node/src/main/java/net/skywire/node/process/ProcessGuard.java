package net.skywire.node.process;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import net.skywire.pipe.descriptor.AppChild;
import net.skywire.pipe.descriptor.ChildCommand;
import net.skywire.pipe.descriptor.Descriptors;

/**
 * A process that outlives this one by a moment, however this one ends, and then ends the process groups of apps: the
 * system ends only processes that this one has started itself. Calls come from the launcher's thread.
 */
final class ProcessGuard {

    private static final Logger LOG = System.getLogger("net.skywire.node");
    private static final Duration LONGEST_END = Duration.ofSeconds(2);

    /** Reads which groups there are until its pipe ends. */
    private static final String SCRIPT = """
            trap '' HUP INT TERM
            groups=' '
            while read -r change group <&3; do
              case $change in
                +) groups="$groups$group " ;;
                -) groups="${groups%%" $group "*} ${groups#*" $group "}" ;;
              esac
            done
            for group in $groups; do kill -s KILL -- "-$group"; done 2>/dev/null
            """;

    private final Set<Integer> groups = new TreeSet<>();
    private AppChild guard;

    /** From now on the group is ended when this process is. */
    void watch(int group, Descriptors descriptors) {
        groups.add(group);
        try {
            if (guard == null || guard.exit().isDone()) {
                start(descriptors);
            } else {
                write('+', group);
            }
        } catch (IOException e) {
            LOG.log(
                    Level.WARNING,
                    "if this process is killed, what process {0} has started may outlive it: {1}",
                    Integer.toString(group),
                    e.getMessage());
        }
    }

    private void start(Descriptors descriptors) throws IOException {
        close();
        guard = descriptors.spawn(new ChildCommand(List.of("sh", "-c", SCRIPT), null));
        for (int each : groups) {
            write('+', each);
        }
    }

    /** The group has ended. */
    void release(int group) {
        if (groups.remove(group) && guard != null) {
            try {
                write('-', group);
            } catch (IOException e) {
                LOG.log(Level.DEBUG, "the guard has ended, and is started again when it is needed");
            }
        }
    }

    private void write(char change, int group) throws IOException {
        byte[] line = (change + " " + group + "\n").getBytes(StandardCharsets.US_ASCII);
        guard.pipe().out().write(ByteBuffer.wrap(line));
    }

    /** Ends the groups that there still are. */
    void close() {
        if (guard == null) {
            return;
        }
        try {
            guard.pipe().close();
            guard.exit().get(LONGEST_END.toMillis(), TimeUnit.MILLISECONDS);
        } catch (IOException | ExecutionException | TimeoutException e) {
            LOG.log(Level.WARNING, "ending the guard of app processes: {0}", e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
