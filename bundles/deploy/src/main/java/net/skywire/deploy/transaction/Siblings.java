package net.skywire.deploy.transaction;

import java.util.Collection;
import java.util.Hashtable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.hooks.bundle.CollisionHook;
import org.osgi.framework.hooks.resolver.ResolverHook;
import org.osgi.framework.hooks.resolver.ResolverHookFactory;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleRequirement;
import org.osgi.framework.wiring.BundleRevision;

/**
 * Lets several revisions of an app be there at once, as bundles of one symbolic name, and keeps them apart: none gets
 * packages of another, which is to go.
 */
final class Siblings implements CollisionHook, ResolverHookFactory, ResolverHook, AutoCloseable {

    private final ServiceRegistration<?> registration;

    Siblings(BundleContext context) {
        registration = context.registerService(
                new String[] {CollisionHook.class.getName(), ResolverHookFactory.class.getName()},
                this,
                new Hashtable<>());
    }

    private static boolean areSiblings(Bundle one, Bundle other) {
        return one != other
                && AppBundles.isApp(one)
                && AppBundles.isApp(other)
                && one.getSymbolicName().equals(other.getSymbolicName());
    }

    @Override
    public void filterCollisions(int operation, Bundle target, Collection<Bundle> candidates) {
        candidates.removeIf(AppBundles::isApp);
    }

    @Override
    public ResolverHook begin(Collection<BundleRevision> triggers) {
        return this;
    }

    @Override
    public void filterResolvable(Collection<BundleRevision> candidates) {}

    @Override
    public void filterSingletonCollisions(BundleCapability singleton, Collection<BundleCapability> candidates) {
        Bundle one = singleton.getRevision().getBundle();
        candidates.removeIf(each -> areSiblings(one, each.getRevision().getBundle()));
    }

    @Override
    public void filterMatches(BundleRequirement requirement, Collection<BundleCapability> candidates) {
        Bundle one = requirement.getRevision().getBundle();
        candidates.removeIf(each -> areSiblings(one, each.getRevision().getBundle()));
    }

    @Override
    public void end() {}

    @Override
    public void close() {
        registration.unregister();
    }
}
