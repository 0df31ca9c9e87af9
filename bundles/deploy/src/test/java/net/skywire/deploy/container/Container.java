package net.skywire.deploy.container;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.felix.framework.FrameworkFactory;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;

/** A real framework, which keeps what was installed for the next one on the same folder. */
public final class Container {

    private static final long LONGEST_STOP_MILLIS = 20_000;

    private final Framework framework;

    public Container(Path storage) throws BundleException {
        this(storage, Map.of());
    }

    public Container(Path storage, Map<String, String> properties) throws BundleException {
        Map<String, String> all = new HashMap<>(properties);
        all.put(Constants.FRAMEWORK_STORAGE, storage.toString());
        all.put("felix.log.level", "0");
        framework = new FrameworkFactory().newFramework(all);
        framework.start();
    }

    public BundleContext context() {
        return framework.getBundleContext();
    }

    /** Each as {@code 1.0.0 active}, with commas between them; or {@code none}. */
    public String stateOf(String symbolicName) {
        String all = bundles(symbolicName)
                .map(bundle -> bundle.getVersion()
                        + (bundle.getState() == Bundle.ACTIVE ? " active" : " state " + bundle.getState()))
                .sorted()
                .collect(Collectors.joining(", "));
        return all.isEmpty() ? "none" : all;
    }

    /** The revisions of an app. */
    public Stream<Bundle> bundles(String symbolicName) {
        return Arrays.stream(context().getBundles())
                .filter(bundle -> bundle.getLocation().startsWith("skywire-app:" + symbolicName + '@'));
    }

    public long count() {
        return Arrays.stream(context().getBundles())
                .filter(bundle -> bundle.getLocation().startsWith("skywire-app:"))
                .count();
    }

    public void stop() throws BundleException, InterruptedException {
        framework.stop();
        framework.waitForStop(LONGEST_STOP_MILLIS);
    }
}
