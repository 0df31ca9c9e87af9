package net.skywire.deploy.transaction;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import net.skywire.deploy.RefusedException;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.wiring.BundleRequirement;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.framework.wiring.FrameworkWiring;

/** What ties one bundle to the others. Never touches bundles that have nothing to do with it. */
final class Wiring {

    private static final long REFRESH_SECONDS = 10;

    private final FrameworkWiring framework;

    Wiring(BundleContext context) {
        this.framework = context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).adapt(FrameworkWiring.class);
    }

    /** @throws RefusedException naming what the bundle needs and nobody provides */
    void resolve(Bundle bundle) throws RefusedException {
        if (framework.resolveBundles(Set.of(bundle))) {
            return;
        }
        for (BundleRequirement requirement : bundle.adapt(BundleRevision.class).getDeclaredRequirements(null)) {
            if (isNeeded(requirement) && framework.findProviders(requirement).isEmpty()) {
                throw new RefusedException(
                        "expected something that provides " + wanted(requirement) + ", found nothing", true);
            }
        }
        throw new RefusedException("what it needs is here, but does not fit together", true);
    }

    private static boolean isNeeded(BundleRequirement requirement) {
        String resolution = requirement.getDirectives().get(Constants.RESOLUTION_DIRECTIVE);
        String effective = requirement.getDirectives().getOrDefault(Constants.EFFECTIVE_DIRECTIVE, "resolve");
        return !Constants.RESOLUTION_OPTIONAL.equals(resolution) && effective.equals(Constants.EFFECTIVE_RESOLVE);
    }

    private static String wanted(BundleRequirement requirement) {
        return requirement.getDirectives().getOrDefault(Constants.FILTER_DIRECTIVE, requirement.getNamespace());
    }

    /** Other bundles that have got something of this one. */
    List<Bundle> users(Bundle bundle) {
        BundleWiring wiring = bundle.adapt(BundleWiring.class);
        return wiring == null
                ? List.of()
                : wiring.getProvidedWires(null).stream()
                        .map(wire -> wire.getRequirer().getBundle())
                        .filter(user -> user != bundle)
                        .distinct()
                        .toList();
    }

    /**
     * Lets go of what the bundle was before. Bundles that use packages of it are refreshed with it, no others.
     *
     * @throws RefusedException if that takes too long
     */
    void refresh(Bundle bundle) throws RefusedException {
        if (!framework.getRemovalPendingBundles().contains(bundle)) {
            return;
        }
        CountDownLatch done = new CountDownLatch(1);
        framework.refreshBundles(Set.of(bundle), event -> done.countDown());
        try {
            if (!done.await(REFRESH_SECONDS, TimeUnit.SECONDS)) {
                throw new RefusedException(
                        "expected its old revision to go within " + REFRESH_SECONDS + " s, it is still there");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RefusedException("interrupted while its old revision went");
        }
    }
}
