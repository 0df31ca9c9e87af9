package net.skywire.benchmarks.deploy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.ServiceLoader;
import net.skywire.benchmarks.Comparison;
import net.skywire.benchmarks.Goal;
import net.skywire.benchmarks.Report;
import net.skywire.benchmarks.Scenario;
import net.skywire.host.AppState;
import net.skywire.host.AppStatus;
import net.skywire.itest.AppJars;
import net.skywire.itest.Conf;
import net.skywire.itest.EchoApp;
import net.skywire.itest.Product;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.Version;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;

/** A jar that is dropped into {@code apps/} until its app runs, against the same jar in a framework with nothing else in it. */
public final class HotDeploy implements Scenario {

    private static final int ROUNDS = 15;
    private static final int INSTALLED = ROUNDS + 1;
    private static final String APP = "app-";

    private interface Step {
        void run() throws Exception;
    }

    /** The bundles that are deployed in turn, and then updated again and again. */
    private int installed;

    private int bareInstalled;
    private int updates;
    private int bareUpdates;

    @Override
    public void measure(Path folder, Report report) throws Exception {
        Framework bare = bareFramework(folder.resolve("bare"));
        Conf settings = Conf.of();
        for (int each = 1; each <= INSTALLED; each++) {
            settings.app(APP + each);
        }
        try (Product product = new Product(folder.resolve("product"), settings)) {
            report.progress("deploy.install: " + ROUNDS + " rounds, each the product and a bare framework");
            report.row(Comparison.inTurn(ROUNDS, () -> install(product), () -> install(bare.getBundleContext()))
                    .row("deploy.install", "ms", Goal.NONE));
            report.progress("deploy.update: " + ROUNDS + " rounds, each the product and a bare framework");
            report.row(Comparison.inTurn(ROUNDS, () -> update(product), () -> update(bare.getBundleContext()))
                    .row("deploy.update", "ms", Goal.NONE));
        } finally {
            bare.stop();
        }
    }

    private static Framework bareFramework(Path storage) throws Exception {
        Framework framework = ServiceLoader.load(FrameworkFactory.class)
                .findFirst()
                .orElseThrow()
                .newFramework(Map.of(
                        Constants.FRAMEWORK_STORAGE,
                        storage.toString(),
                        Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA,
                        "net.skywire.app;version=1.0.0"));
        framework.start();
        return framework;
    }

    private static double milliseconds(Step step) throws Exception {
        long start = System.nanoTime();
        step.run();
        return (System.nanoTime() - start) / 1e6;
    }

    private static byte[] jar(String app, int version) throws IOException {
        return AppJars.of(EchoApp.class, app, "1.0." + version);
    }

    private double install(Product product) throws Exception {
        String app = APP + ++installed;
        return deploy(product, app, 0);
    }

    private double update(Product product) throws Exception {
        return deploy(product, APP + 1, ++updates);
    }

    private static double deploy(Product product, String app, int version) throws Exception {
        byte[] jar = jar(app, version);
        return milliseconds(() -> {
            product.put(jar, "apps/" + app + ".jar");
            Product.await(app + " in version " + version, () -> runs(product, app, new Version(1, 0, version)));
        });
    }

    private static boolean runs(Product product, String app, Version version) {
        Bundle bundle = bundle(product.context(), app);
        AppStatus status = bundle == null || !bundle.getVersion().equals(version) ? null : product.status(app);
        return status != null && status.state() == AppState.RUNNING;
    }

    private static Bundle bundle(BundleContext context, String symbolicName) {
        return Arrays.stream(context.getBundles())
                .filter(bundle -> symbolicName.equals(bundle.getSymbolicName()))
                .findFirst()
                .orElse(null);
    }

    private double install(BundleContext bare) throws Exception {
        String app = APP + ++bareInstalled;
        byte[] jar = jar(app, 0);
        return milliseconds(
                () -> bare.installBundle(app, new ByteArrayInputStream(jar)).start());
    }

    private double update(BundleContext bare) throws Exception {
        byte[] jar = jar(APP + 1, ++bareUpdates);
        Bundle bundle = bundle(bare, APP + 1);
        return milliseconds(() -> bundle.update(new ByteArrayInputStream(jar)));
    }
}
