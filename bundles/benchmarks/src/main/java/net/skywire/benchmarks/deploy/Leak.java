package net.skywire.benchmarks.deploy;

import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import net.skywire.benchmarks.Goal;
import net.skywire.benchmarks.Report;
import net.skywire.benchmarks.Row;
import net.skywire.benchmarks.Scenario;
import net.skywire.itest.AppJars;
import net.skywire.itest.Conf;
import net.skywire.itest.EchoApp;
import net.skywire.itest.Product;
import org.osgi.framework.wiring.BundleWiring;

/** What many updates of one app leave behind. */
public final class Leak implements Scenario {

    private static final int UPDATES = Updates.count();
    private static final int WARM_UP = 50;
    private static final int LIMIT_SECONDS = 30;
    private static final String APP = "app";

    private final List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
    private int version;

    @Override
    public void measure(Path folder, Report report) throws Exception {
        try (Product product = new Product(folder, Conf.of(APP))) {
            report.progress(WARM_UP + " updates that do not count");
            update(product, WARM_UP, report);
            settle(product);
            Leftovers before = Leftovers.now();
            double megabytes = Leftovers.megabytes();
            update(product, UPDATES, report);
            long left = settle(product);
            long more = more(before);
            double grown = Leftovers.megabytes() - megabytes;
            report.progress(left + " class loaders, " + more + " threads and descriptors: " + Leftovers.now()
                    + " after " + before);
            report.row(new Row("deploy.leak", left + more, "count", UPDATES, Goal.valueAtMost(0), 0));
            report.row(new Row("deploy.leak.heap", grown, "MB", megabytes, Goal.valueAtMost(1), 0));
        }
    }

    private void update(Product product, int count, Report report) throws IOException {
        for (int each = 1; each <= count; each++) {
            String next = "1.0." + version++;
            Wait.deploy(product, APP, next, AppJars.versioned(EchoApp.class, APP, next));
            remember(product);
            if (each % 100 == 0) {
                report.progress("update " + each + " of " + count);
            }
        }
    }

    private void remember(Product product) {
        Arrays.stream(product.context().getBundles())
                .filter(bundle -> APP.equals(bundle.getSymbolicName()))
                .map(bundle -> bundle.adapt(BundleWiring.class))
                .filter(wiring -> wiring != null && wiring.getClassLoader() != null)
                .forEach(wiring -> loaders.add(new WeakReference<>(wiring.getClassLoader())));
    }

    /** Waits until nothing but the last version is left, and no thread waits for work, or for long enough; gives back the rest. */
    private long settle(Product product) throws IOException, InterruptedException {
        long left = left(product);
        for (int second = 0; second < LIMIT_SECONDS && (left > 0 || second < 3); second++) {
            TimeUnit.SECONDS.sleep(1);
            Leftovers.megabytes();
            left = left(product);
        }
        return left;
    }

    private long left(Product product) {
        ClassLoader present = Arrays.stream(product.context().getBundles())
                .filter(bundle -> APP.equals(bundle.getSymbolicName()))
                .map(bundle -> bundle.adapt(BundleWiring.class).getClassLoader())
                .findFirst()
                .orElse(null);
        return loaders.stream()
                .map(WeakReference::get)
                .filter(loader -> loader != null && loader != present)
                .distinct()
                .count();
    }

    private static long more(Leftovers before) throws IOException, InterruptedException {
        long more = Leftovers.now().moreThan(before);
        for (int second = 0; second < LIMIT_SECONDS && more > 0; second++) {
            TimeUnit.SECONDS.sleep(1);
            more = Leftovers.now().moreThan(before);
        }
        return more;
    }
}
