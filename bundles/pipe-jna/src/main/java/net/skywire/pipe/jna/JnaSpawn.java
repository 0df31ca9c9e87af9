package net.skywire.pipe.jna;

import com.sun.jna.Function;
import com.sun.jna.Memory;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import com.sun.jna.StringArray;
import java.util.List;
import net.skywire.pipe.descriptor.ErrnoException;
import net.skywire.pipe.descriptor.SpawnPlan;

/** One call of posix_spawnp with all that belongs to it. */
final class JnaSpawn {

    /** More than posix_spawn_file_actions_t, posix_spawnattr_t or sigset_t are on any system. */
    private static final int STRUCT_SIZE = 512;

    private static final short SETPGROUP = 2;
    private static final short SETSIGDEF = 4;
    private static final short SETSIGMASK = 8;

    private final NativeLibrary libc;

    JnaSpawn(NativeLibrary libc) {
        this.libc = libc;
    }

    int run(SpawnPlan plan) throws ErrnoException {
        try (Memory actions = struct();
                Memory attributes = struct()) {
            call("posix_spawn_file_actions_init", actions);
            call("posix_spawnattr_init", attributes);
            try {
                setSignals(attributes);
                setDescriptors(actions, plan);
                int[] pid = new int[1];
                call(
                        "posix_spawnp",
                        pid,
                        plan.command().get(0),
                        actions,
                        attributes,
                        strings(plan.command()),
                        strings(plan.environment()));
                return pid[0];
            } finally {
                call("posix_spawn_file_actions_destroy", actions);
                call("posix_spawnattr_destroy", attributes);
            }
        }
    }

    private void setSignals(Pointer attributes) throws ErrnoException {
        try (Memory signals = struct()) {
            call("posix_spawnattr_setsigmask", attributes, signals);
            call("sigfillset", signals);
            call("posix_spawnattr_setsigdefault", attributes, signals);
            call("posix_spawnattr_setflags", attributes, (short) (SETPGROUP | SETSIGDEF | SETSIGMASK));
        }
    }

    private void setDescriptors(Pointer actions, SpawnPlan plan) throws ErrnoException {
        call("posix_spawn_file_actions_addopen", actions, 0, "/dev/null", 0, 0);
        call("posix_spawn_file_actions_adddup2", actions, plan.in(), SpawnPlan.CHILD_IN);
        call("posix_spawn_file_actions_adddup2", actions, plan.out(), SpawnPlan.CHILD_OUT);
        if (plan.output().isPresent()) {
            for (int stream : SpawnPlan.CHILD_OUTPUT) {
                call("posix_spawn_file_actions_adddup2", actions, plan.output().getAsInt(), stream);
            }
        }
        closeOthers(actions, plan);
        if (plan.directory().isPresent()) {
            call(
                    "posix_spawn_file_actions_addchdir_np",
                    actions,
                    plan.directory().get());
        }
    }

    /** All at once if the C library can (glibc 2.34): what Java opens meanwhile is not in the plan. */
    private void closeOthers(Pointer actions, SpawnPlan plan) throws ErrnoException {
        try {
            call("posix_spawn_file_actions_addclosefrom_np", actions, SpawnPlan.CHILD_OUT + 1);
        } catch (ErrnoException e) {
            if (e.errno() != ErrnoException.ENOSYS) {
                throw e;
            }
            for (int descriptor : plan.closed()) {
                call("posix_spawn_file_actions_addclose", actions, descriptor);
            }
        }
    }

    private static Memory struct() {
        Memory memory = new Memory(STRUCT_SIZE);
        memory.clear();
        return memory;
    }

    private static StringArray strings(List<String> values) {
        return new StringArray(values.toArray(String[]::new), "UTF-8");
    }

    /** These calls return their error. */
    private void call(String name, Object... arguments) throws ErrnoException {
        int errno = function(name).invokeInt(arguments);
        if (errno != 0) {
            throw new ErrnoException(name, errno);
        }
    }

    private Function function(String name) throws ErrnoException {
        try {
            return libc.getFunction(name);
        } catch (UnsatisfiedLinkError e) {
            throw new ErrnoException(name, ErrnoException.ENOSYS);
        }
    }
}
