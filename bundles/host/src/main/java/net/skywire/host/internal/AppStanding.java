package net.skywire.host.internal;

import java.util.Map;
import java.util.Optional;
import net.skywire.host.AppState;
import net.skywire.host.AppStatus;

/**
 * Where an app stands: its status, its seat, and its place among those of its name that follow each other. Changed by the
 * host's thread alone; any thread may look.
 */
final class AppStanding {

    private volatile AppStatus status;
    private volatile Optional<Seated> seated = Optional.empty();
    private final Map<AppId, HostedApp> apps;
    private volatile Optional<AppId> before;
    private volatile boolean staged;
    private volatile boolean followed;
    private volatile boolean refused;

    /**
     * @param before the app that this is to follow, which need not be there
     * @param staged whether nobody is to reach the app before it follows
     * @param apps where {@code before} is looked up
     */
    AppStanding(Optional<AppId> before, boolean staged, Map<AppId, HostedApp> apps) {
        this.before = before;
        this.staged = staged;
        this.apps = apps;
    }

    void is(AppStatus next) {
        status = next;
    }

    void seat(Optional<Seated> seat) {
        seated = seat;
    }

    Optional<Seated> seated() {
        return seated;
    }

    /** The seat of the app that it is to follow, or has followed. */
    Optional<Seated> before() {
        return beforeApp().flatMap(app -> app.standing().seated());
    }

    /** The app that it is to follow, or has followed. */
    Optional<HostedApp> beforeApp() {
        return before.map(apps::get);
    }

    /** Whether nobody is to reach the app yet. */
    boolean isStaged() {
        return staged;
    }

    /** Whether it has failed only because its node does not let it in. */
    boolean isRefused() {
        return refused;
    }

    void refuse(boolean is) {
        refused = is;
    }

    /** Whether another has its place. */
    boolean isFollowed() {
        return followed;
    }

    void isFollowedNow() {
        followed = true;
    }

    /** It is staged no more. */
    void follow() {
        staged = false;
    }

    /** An app is gone. Whether this has followed it; it has no more to do with it then. */
    boolean forget(AppId gone) {
        boolean mine = !staged && before.filter(gone::equals).isPresent();
        if (mine) {
            before = Optional.empty();
        }
        return mine;
    }

    /** Higher than that of the app before. */
    int ranking() {
        return before().map(seat -> seat.service().ranking() + 1).orElse(0);
    }

    AppStatus status() {
        return status;
    }

    /** Why it is not well; empty if it is. One that the node refuses is, unless there is one whose place it was to take. */
    Optional<String> fault() {
        Optional<Seated> old = staged ? before() : Optional.empty();
        AppStatus now = status;
        return switch (now.state()) {
            case FAILED -> refused && old.isEmpty() ? Optional.empty() : Optional.of(now.reason());
            case WAITING ->
                old.flatMap(Seated::staging).isPresent() ? Optional.of("waits " + now.reason()) : Optional.empty();
            default -> Optional.empty();
        };
    }

    /** As an operator sees it; empty unless it is the one that is reached by its name. */
    Optional<AppStatus> shown() {
        AppStatus now = status;
        if (staged || followed) {
            return Optional.empty();
        }
        String drains = now.state() == AppState.RUNNING && now.reason().isEmpty() ? drains() : "";
        return Optional.of(new AppStatus(
                now.name(),
                now.version(),
                now.kind(),
                now.node(),
                now.state(),
                now.port(),
                drains.isEmpty() ? now.reason() : drains));
    }

    private String drains() {
        Optional<Seated> old = before();
        int loops = old.map(Seated::loopCount).orElse(0);
        return loops == 0
                ? ""
                : old.get().app().config().version() + " drains: " + loops + (loops == 1 ? " loop" : " loops");
    }
}
