package net.skywire.node.port;

import java.net.BindException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Which app has which port of the node. Any thread may call. */
public final class PortTable<T> {

    /** The lowest port that is handed out to whoever asks for any. */
    public static final int FIRST_EPHEMERAL = 49152;

    private static final int LAST = 65535;

    private final Map<Integer, T> owners = new HashMap<>();
    private final Function<T, String> name;
    private final int first;
    private Set<Integer> reserved = Set.of();
    private int next;

    /** @param name of an owner, for messages */
    public PortTable(Function<T, String> name) {
        this(name, FIRST_EPHEMERAL);
    }

    /** @param first the lowest port that is handed out to whoever asks for any */
    public PortTable(Function<T, String> name, int first) {
        this.name = name;
        this.first = first;
        this.next = first;
    }

    /** From now on these ports are handed out only to those who ask for them. */
    public synchronized void reserve(Set<Integer> ports) {
        reserved = Set.copyOf(ports);
    }

    /** @throws BindException if the port has an owner */
    public synchronized void bind(int port, T owner) throws BindException {
        T present = owners.putIfAbsent(port, owner);
        if (present != null) {
            throw new BindException("port " + port + " is already bound to " + name.apply(present));
        }
    }

    /**
     * Binds the next port that is free and not reserved; one given back is not handed out again at once.
     *
     * @throws BindException if there is none
     */
    public synchronized int ephemeral(T owner) throws BindException {
        for (int tries = LAST - first; tries >= 0; tries--) {
            int port = next;
            next = port == LAST ? first : port + 1;
            if (!reserved.contains(port) && owners.putIfAbsent(port, owner) == null) {
                return port;
            }
        }
        throw new BindException("no free port in " + first + ".." + LAST);
    }

    public synchronized Optional<T> owner(int port) {
        return Optional.ofNullable(owners.get(port));
    }

    /** Does nothing if the port is another's. */
    public synchronized void release(int port, T owner) {
        owners.remove(port, owner);
    }

    public synchronized void releaseAll(T owner) {
        owners.values().removeIf(owner::equals);
    }
}
