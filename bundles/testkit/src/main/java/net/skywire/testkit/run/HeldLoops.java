package net.skywire.testkit.run;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import net.skywire.app.Loop;

/** The loops that the apps of one node have been given and not closed, each with whose it is. */
public final class HeldLoops {

    private record Held(Object owner, Loop loop) {}

    private final Set<Held> held = ConcurrentHashMap.newKeySet();

    void add(Object owner, Loop loop) {
        held.removeIf(other -> !other.loop().isOpen());
        held.add(new Held(owner, loop));
    }

    List<Loop> of(Object owner) {
        return held.stream()
                .filter(one -> one.owner() == owner && one.loop().isOpen())
                .map(Held::loop)
                .toList();
    }

    /** Those whose other end no app of this node has any more. */
    List<Loop> halfOpenOf(Object owner) {
        return of(owner).stream().filter(loop -> !isHeldAtOtherEnd(loop)).toList();
    }

    private boolean isHeldAtOtherEnd(Loop loop) {
        return held.stream()
                .map(Held::loop)
                .anyMatch(other -> other.isOpen()
                        && other.localAddress().equals(loop.remoteAddress())
                        && other.remoteAddress().equals(loop.localAddress()));
    }
}
