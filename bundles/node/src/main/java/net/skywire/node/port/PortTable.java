package net.skywire.node.port;

import java.net.BindException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Which app has which port of the node: one at which it is reached, or one that a loop has which it has opened. An app can
 * be given a port at which another has a loop, since nobody dials those; the two are told apart by their remote ends. An
 * app that is to follow another holds its port before it is reached there. Any thread may call.
 */
public final class PortTable<T> {

    /** The lowest port that is handed out to whoever asks for any. */
    public static final int FIRST_EPHEMERAL = 49152;

    private static final int LAST = 65535;

    private final Map<Integer, T> apps = new HashMap<>();
    private final Map<Integer, T> loops = new HashMap<>();
    private final Map<Integer, T> held = new HashMap<>();
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

    /** @throws BindException if another app is reached or expected there, or this one reached already */
    public synchronized void bind(int port, T owner) throws BindException {
        checkBelongs(held.get(port), port, owner);
        T present = apps.putIfAbsent(port, owner);
        if (present != null) {
            throw bound(port, present);
        }
    }

    /** Only those of one name follow each other. */
    private void checkBelongs(T other, int port, T owner) throws BindException {
        if (other != null && !name.apply(other).equals(name.apply(owner))) {
            throw bound(port, other);
        }
    }

    private BindException bound(int port, T present) {
        return new BindException("port " + port + " is already bound to " + name.apply(present));
    }

    /**
     * Keeps a port for an app, which is not reached there before {@link #handOver}. Another of its name may be, and one
     * of another name is not.
     *
     * @throws BindException if an app of another name is reached there, or any is expected there
     */
    public synchronized void hold(int port, T owner) throws BindException {
        checkBelongs(apps.get(port), port, owner);
        T other = held.putIfAbsent(port, owner);
        if (other != null) {
            throw bound(port, other);
        }
    }

    /**
     * As {@link #hold}, the next port that is free and not reserved.
     *
     * @throws BindException if there is none
     */
    public synchronized int holdAny(T owner) throws BindException {
        int port = nextFree();
        held.put(port, owner);
        return port;
    }

    /** At once, {@code next} is reached at the port that it holds, and {@code present}, unless null, nowhere. */
    public synchronized void handOver(T present, T next) {
        if (present != null) {
            apps.values().removeIf(present::equals);
        }
        held.forEach((port, owner) -> {
            if (owner.equals(next)) {
                apps.put(port, next);
            }
        });
        held.values().removeIf(next::equals);
    }

    /**
     * Binds the next port that is free and not reserved, for an app to be reached at.
     *
     * @throws BindException if there is none
     */
    public synchronized int bindAny(T owner) throws BindException {
        int port = nextFree();
        apps.put(port, owner);
        return port;
    }

    /**
     * Hands out the next port that is free and not reserved, for a loop; one given back is not handed out again at once.
     *
     * @throws BindException if there is none
     */
    public synchronized int ephemeral(T owner) throws BindException {
        int port = nextFree();
        loops.put(port, owner);
        return port;
    }

    private int nextFree() throws BindException {
        for (int tries = LAST - first; tries >= 0; tries--) {
            int port = next;
            next = port == LAST ? first : port + 1;
            if (!reserved.contains(port) && !isTaken(port)) {
                return port;
            }
        }
        throw new BindException("no free port in " + first + ".." + LAST);
    }

    private boolean isTaken(int port) {
        return apps.containsKey(port) || loops.containsKey(port) || held.containsKey(port);
    }

    /** The app that is reached at a port. */
    public synchronized Optional<T> app(int port) {
        return Optional.ofNullable(apps.get(port));
    }

    /** The app that is reached at a port, or else has a loop there. */
    public synchronized Optional<T> owner(int port) {
        return Optional.ofNullable(apps.getOrDefault(port, loops.get(port)));
    }

    /** Whether an app is reached at a port, or has a loop there. */
    public synchronized boolean owns(int port, T owner) {
        return owner.equals(apps.get(port)) || owner.equals(loops.get(port));
    }

    /** Gives back the port of a loop; does nothing if it is another's. */
    public synchronized void release(int port, T owner) {
        loops.remove(port, owner);
    }

    public synchronized void releaseAll(T owner) {
        apps.values().removeIf(owner::equals);
        loops.values().removeIf(owner::equals);
        held.values().removeIf(owner::equals);
    }
}
