package net.skywire.launcher;

import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** Cannot be started. */
public final class FailingActivator implements BundleActivator {

    @Override
    public void start(BundleContext context) {
        throw new IllegalStateException("expected a port, got none");
    }

    @Override
    public void stop(BundleContext context) {}
}
