package net.skywire.deploy.transaction;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import net.skywire.deploy.Consent;
import net.skywire.deploy.Deployments;
import net.skywire.deploy.RefusedException;
import net.skywire.deploy.store.AppRecord;
import net.skywire.deploy.store.Revision;
import org.osgi.framework.Version;

/** Which jars are let in, of those that could run. */
final class Policy {

    /** How often a jar is tried by itself that the container has not survived. */
    static final int MAX_ATTEMPTS = 3;

    private final AppBundles bundles;

    Policy(AppBundles bundles) {
        this.bundles = bundles;
    }

    /**
     * @param all what is known of all apps
     * @param attempts how often this jar has been tried without coming to an end
     */
    void check(Candidate next, AppRecord before, Collection<AppRecord> all, int attempts, Set<Consent> consents)
            throws RefusedException {
        checkUnique(next, before, all);
        if (!consents.contains(Consent.OLDER)) {
            checkNotOlder(next, before);
        }
        if (!consents.contains(Consent.AGAIN)) {
            checkHasNotFailed(next, before, attempts);
        }
        if (!consents.contains(Consent.GRANT)) {
            checkAsksNoMore(next, before);
        }
    }

    private void checkUnique(Candidate next, AppRecord before, Collection<AppRecord> all) throws RefusedException {
        String expected = "expected a Bundle-SymbolicName of its own, got " + next.symbolicName() + ", which ";
        if (bundles.stranger(next.symbolicName()).isPresent()) {
            throw new RefusedException(
                    expected + bundles.stranger(next.symbolicName()).get().getLocation() + " has");
        }
        if (before.current().isPresent()) {
            String origin = before.current().get().origin();
            if (isFile(origin) && isFile(next.origin()) && !origin.equals(next.origin())) {
                throw new RefusedException(expected + origin.substring(Deployments.FILE.length()) + " has", true);
            }
        } else if (all.stream().filter(each -> each.current().isPresent()).count() >= Deployments.MAX_APPS) {
            throw new RefusedException("expected up to " + Deployments.MAX_APPS + " apps, got one more", true);
        }
    }

    private static boolean isFile(String origin) {
        return origin.startsWith(Deployments.FILE);
    }

    private static void checkNotOlder(Candidate next, AppRecord before) throws RefusedException {
        if (!before.newest().isEmpty() && next.jar().version().compareTo(Version.parseVersion(before.newest())) < 0) {
            throw new RefusedException("expected version " + before.newest() + " of " + next.symbolicName()
                    + " or a later one, got " + next.jar().version() + ", which --older lets in");
        }
    }

    private static void checkHasNotFailed(Candidate next, AppRecord before, int attempts) throws RefusedException {
        if (before.failure(next.digest()).isPresent()) {
            throw new RefusedException("expected a jar that has not failed, got one that was tried before: "
                    + before.failure(next.digest()).get().reason());
        }
        if (attempts >= MAX_ATTEMPTS) {
            throw new RefusedException("expected a jar that the container survives, got one during whose deployment it"
                    + " has ended " + MAX_ATTEMPTS + " times");
        }
    }

    private static void checkAsksNoMore(Candidate next, AppRecord before) throws RefusedException {
        if (before.current().isEmpty()) {
            return;
        }
        List<String> more = more(next, before.current().get());
        if (!more.isEmpty()) {
            throw new RefusedException("expected an update that asks for nothing more, got one that asks for "
                    + String.join(", ", more) + ", which --grant lets it have");
        }
    }

    /** What it asks for that the version before has not. */
    static List<String> more(Candidate next, Revision before) {
        return next.jar().asks().stream()
                .filter(each -> !before.asks().contains(each) && !isWithin(each, before.asks()))
                .toList();
    }

    /** Who could dial or accept anything could do this too. */
    private static boolean isWithin(String ask, List<String> before) {
        return before.contains(ask.split(" ")[0] + " anything");
    }
}
