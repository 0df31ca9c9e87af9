package net.skywire.benchmarks.start;

import java.util.Map;
import java.util.ServiceLoader;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;

/** A framework with nothing in it, which says so and ends with its input. */
final class BareFelix {

    static final String READY = "bare framework is ready";

    private BareFelix() {}

    /** Arguments: a folder for the framework. */
    public static void main(String[] args) throws Exception {
        Framework framework = ServiceLoader.load(FrameworkFactory.class)
                .findFirst()
                .orElseThrow()
                .newFramework(Map.of(Constants.FRAMEWORK_STORAGE, args[0]));
        framework.start();
        System.out.println(READY);
        while (System.in.read() >= 0) {
            // until whoever has started this closes it
        }
        System.exit(0);
    }
}
