package net.skywire.benchmarks.deploy;

import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.ServiceLoader;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;

/** A framework with nothing in it: the least it takes to install and update bundles. */
final class Bare implements AutoCloseable {

    private final Framework framework;

    Bare(Path storage) throws BundleException {
        framework = ServiceLoader.load(FrameworkFactory.class)
                .findFirst()
                .orElseThrow()
                .newFramework(Map.of(
                        Constants.FRAMEWORK_STORAGE,
                        storage.toString(),
                        Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA,
                        "net.skywire.app;version=1.0.0"));
        framework.start();
    }

    /** Installs and starts a bundle, or updates it if it is there; gives back how many milliseconds that took. */
    double put(String name, byte[] jar) throws BundleException {
        long start = System.nanoTime();
        Bundle there = framework.getBundleContext().getBundle(name);
        if (there == null) {
            framework
                    .getBundleContext()
                    .installBundle(name, new ByteArrayInputStream(jar))
                    .start();
        } else {
            there.update(new ByteArrayInputStream(jar));
        }
        return (System.nanoTime() - start) / 1e6;
    }

    @Override
    public void close() throws BundleException {
        framework.stop();
        try {
            framework.waitForStop(Wait.LONGEST.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
