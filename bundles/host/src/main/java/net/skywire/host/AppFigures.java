package net.skywire.host;

import java.util.Map;
import java.util.OptionalLong;
import org.osgi.annotation.versioning.ProviderType;

/** A service of who can say how much apps do. */
@ProviderType
public interface AppFigures {

    /**
     * Of one app that has a seat, since it has it.
     *
     * @param loops open
     * @param bytesIn what others have sent it on its loops
     * @param bytesOut what it has sent
     * @param memory bytes in memory, where it has a process of its own
     */
    record Figures(int loops, long bytesIn, long bytesOut, OptionalLong memory) {

        /** Of the two together. */
        public Figures plus(Figures other) {
            return new Figures(
                    loops + other.loops,
                    bytesIn + other.bytesIn,
                    bytesOut + other.bytesOut,
                    memory.isPresent() && other.memory.isPresent()
                            ? OptionalLong.of(memory.getAsLong() + other.memory.getAsLong())
                            : memory.isPresent() ? memory : other.memory);
        }
    }

    /** By app. May be called from any thread and does not block. */
    Map<String, Figures> figures();
}
