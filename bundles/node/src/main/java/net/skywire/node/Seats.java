package net.skywire.node;

import java.net.ConnectException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import net.skywire.app.App;
import net.skywire.app.spi.AppSeat;
import net.skywire.node.config.AppSettings;
import net.skywire.node.exchange.BundleApp;

/**
 * The bundles that are seated: of each name one that is reached, one that is staged to follow it, and those that have been
 * followed and still have loops. The lock is this object's; nobody is called while it is held.
 */
final class Seats {

    private final Map<String, Seated> present = new HashMap<>();
    private final Map<String, Seated> staged = new HashMap<>();
    private final List<Seated> followed = new ArrayList<>();

    /** A bundle's seat, and what was configured for it. */
    record Seated(AppSeat seat, AppSettings settings, BundleApp app) {}

    /** @throws ConnectException if there is one of that name */
    synchronized void seat(Seated next) throws ConnectException {
        if (present.putIfAbsent(next.app.name(), next) != null) {
            throw taken(next.app.name());
        }
    }

    /**
     * Whom one staged by that name is to follow.
     *
     * @throws ConnectException if there is one staged of that name, or one seated that is not {@code before}
     */
    synchronized Optional<Seated> toFollow(String name, Optional<App> before) throws ConnectException {
        if (staged.containsKey(name)) {
            throw taken(name);
        }
        return present(name, before);
    }

    /** @throws ConnectException as {@link #toFollow} */
    synchronized void stage(Seated next, Optional<App> before) throws ConnectException {
        toFollow(next.app.name(), before);
        staged.put(next.app.name(), next);
    }

    /**
     * The one that is reached by that name, which has to be {@code expected}.
     *
     * @throws ConnectException if it is another
     */
    synchronized Optional<Seated> present(String name, Optional<App> expected) throws ConnectException {
        Optional<Seated> there = Optional.ofNullable(present.get(name));
        if (there.isPresent() && there.get().app.app() != expected.orElse(null)) {
            throw taken(name);
        }
        return there;
    }

    private static ConnectException taken(String name) {
        return new ConnectException("unexpected app: another bundle is " + name + " already");
    }

    /**
     * The staged app is the present one, which {@code before} was.
     *
     * @throws ConnectException as {@link #stage}, and if {@code next} is not staged
     */
    synchronized void handOver(App next, Optional<App> before) throws ConnectException {
        String name = next.config().name();
        Optional<Seated> there = present(name, before);
        Seated following = staged.get(name);
        if (following == null || following.app.app() != next) {
            throw new ConnectException("app " + name + " " + next.config().version() + " is not staged here any more");
        }
        following.app.takePlace(there.map(Seated::app));
        staged.remove(name);
        there.ifPresent(followed::add);
        present.put(name, following);
    }

    synchronized void remove(BundleApp app) {
        present.values().removeIf(seated -> seated.app == app);
        staged.values().removeIf(seated -> seated.app == app);
        followed.removeIf(seated -> seated.app == app);
    }

    /** Those that are reached, or are going to be. */
    synchronized List<Seated> lasting() {
        return Stream.concat(present.values().stream(), staged.values().stream())
                .toList();
    }

    synchronized List<Seated> followed() {
        return List.copyOf(followed);
    }

    /** The seat that an app has, whichever. */
    synchronized Optional<Seated> of(App app) {
        return Stream.concat(lasting().stream(), followed.stream())
                .filter(seated -> seated.app.app() == app)
                .findFirst();
    }
}
