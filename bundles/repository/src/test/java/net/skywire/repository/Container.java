package net.skywire.repository;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.felix.framework.FrameworkFactory;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;

/** A real framework, which has the apps' API in version 1.1.0. */
public final class Container {

    private static final long LONGEST_STOP_MILLIS = 20_000;

    private final Framework framework;

    public Container(Path storage) throws BundleException {
        Map<String, String> all = new HashMap<>();
        all.put(Constants.FRAMEWORK_STORAGE, storage.toString());
        all.put(Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA, "net.skywire.app;version=1.1.0");
        all.put("felix.log.level", "0");
        framework = new FrameworkFactory().newFramework(all);
        framework.start();
    }

    public BundleContext context() {
        return framework.getBundleContext();
    }

    /** Such as {@code net.example.chat 1.0.0}, of all that were installed and run. */
    public List<String> running() {
        return Arrays.stream(context().getBundles())
                .filter(bundle -> bundle.getBundleId() != 0 && bundle.getState() == Bundle.ACTIVE)
                .map(bundle -> bundle.getSymbolicName() + ' ' + bundle.getVersion())
                .sorted()
                .toList();
    }

    public void stop() throws BundleException, InterruptedException {
        framework.stop();
        framework.waitForStop(LONGEST_STOP_MILLIS);
    }
}
