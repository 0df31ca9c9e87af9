package net.skywire.deploy.container;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.apache.felix.framework.FrameworkFactory;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;

/** A real framework, which keeps what was installed for the next one on the same folder. */
final class Container {

    private static final long LONGEST_STOP_MILLIS = 20_000;

    private final Framework framework;

    Container(Path storage) throws BundleException {
        this(storage, Map.of());
    }

    Container(Path storage, Map<String, String> properties) throws BundleException {
        Map<String, String> all = new HashMap<>(properties);
        all.put(Constants.FRAMEWORK_STORAGE, storage.toString());
        all.put("felix.log.level", "0");
        framework = new FrameworkFactory().newFramework(all);
        framework.start();
    }

    BundleContext context() {
        return framework.getBundleContext();
    }

    /** Such as {@code net.example.chat 1.0.0 active}, or {@code none}. */
    String stateOf(String fileName) {
        Bundle bundle = context().getBundle("skywire-app:" + fileName);
        return bundle == null
                ? "none"
                : bundle.getSymbolicName()
                        + ' '
                        + bundle.getVersion()
                        + (bundle.getState() == Bundle.ACTIVE ? " active" : " state " + bundle.getState());
    }

    long count() {
        return Arrays.stream(context().getBundles())
                .filter(bundle -> bundle.getLocation().startsWith("skywire-app:"))
                .count();
    }

    void stop() throws BundleException, InterruptedException {
        framework.stop();
        framework.waitForStop(LONGEST_STOP_MILLIS);
    }
}
