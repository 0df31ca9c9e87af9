package net.skywire.pipe.panama;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import net.skywire.pipe.descriptor.ErrnoException;
import net.skywire.pipe.descriptor.SpawnPlan;

/** One call of posix_spawnp with all that belongs to it. */
final class PanamaSpawn {

    /** More than posix_spawn_file_actions_t, posix_spawnattr_t or sigset_t are on any system. */
    private static final int STRUCT_SIZE = 512;

    private static final short SETPGROUP = 2;
    private static final short SETSIGDEF = 4;
    private static final short SETSIGMASK = 8;

    private final Calls calls;
    private final Arena arena;

    PanamaSpawn(Calls calls, Arena arena) {
        this.calls = calls;
        this.arena = arena;
    }

    int run(SpawnPlan plan) throws ErrnoException {
        MemorySegment actions = struct();
        MemorySegment attributes = struct();
        calls.checked("posix_spawn_file_actions_init", actions);
        calls.checked("posix_spawnattr_init", attributes);
        try {
            setSignals(attributes);
            setDescriptors(actions, plan);
            MemorySegment pid = arena.allocate(ValueLayout.JAVA_INT);
            calls.checked(
                    "posix_spawnp",
                    pid,
                    arena.allocateFrom(plan.command().get(0)),
                    actions,
                    attributes,
                    strings(plan.command()),
                    strings(plan.environment()));
            return pid.get(ValueLayout.JAVA_INT, 0);
        } finally {
            calls.checked("posix_spawn_file_actions_destroy", actions);
            calls.checked("posix_spawnattr_destroy", attributes);
        }
    }

    private void setSignals(MemorySegment attributes) throws ErrnoException {
        MemorySegment signals = struct();
        calls.checked("posix_spawnattr_setsigmask", attributes, signals);
        calls.checked("sigfillset", signals);
        calls.checked("posix_spawnattr_setsigdefault", attributes, signals);
        calls.checked("posix_spawnattr_setflags", attributes, (short) (SETPGROUP | SETSIGDEF | SETSIGMASK));
    }

    private void setDescriptors(MemorySegment actions, SpawnPlan plan) throws ErrnoException {
        calls.checked("posix_spawn_file_actions_addopen", actions, 0, arena.allocateFrom("/dev/null"), 0, 0);
        calls.checked("posix_spawn_file_actions_adddup2", actions, plan.in(), SpawnPlan.CHILD_IN);
        calls.checked("posix_spawn_file_actions_adddup2", actions, plan.out(), SpawnPlan.CHILD_OUT);
        if (plan.output().isPresent()) {
            for (int stream : SpawnPlan.CHILD_OUTPUT) {
                calls.checked(
                        "posix_spawn_file_actions_adddup2",
                        actions,
                        plan.output().getAsInt(),
                        stream);
            }
        }
        closeOthers(actions, plan);
        if (plan.directory().isPresent()) {
            MemorySegment directory = arena.allocateFrom(plan.directory().get());
            calls.checked("posix_spawn_file_actions_addchdir_np", actions, directory);
        }
    }

    /** All at once if the C library can (glibc 2.34): what Java opens meanwhile is not in the plan. */
    private void closeOthers(MemorySegment actions, SpawnPlan plan) throws ErrnoException {
        try {
            calls.checked("posix_spawn_file_actions_addclosefrom_np", actions, SpawnPlan.CHILD_OUT + 1);
        } catch (ErrnoException e) {
            if (e.errno() != ErrnoException.ENOSYS) {
                throw e;
            }
            for (int descriptor : plan.closed()) {
                calls.checked("posix_spawn_file_actions_addclose", actions, descriptor);
            }
        }
    }

    private MemorySegment struct() {
        return arena.allocate(STRUCT_SIZE, 16);
    }

    private MemorySegment strings(List<String> values) {
        MemorySegment array = arena.allocate(ValueLayout.ADDRESS, values.size() + 1L);
        for (int at = 0; at < values.size(); at++) {
            array.setAtIndex(ValueLayout.ADDRESS, at, arena.allocateFrom(values.get(at)));
        }
        return array;
    }
}
