package net.skywire.benchmarks.deploy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import net.skywire.benchmarks.Goal;
import net.skywire.benchmarks.Report;
import net.skywire.benchmarks.Row;
import net.skywire.benchmarks.Scenario;
import net.skywire.itest.AppJars;
import net.skywire.itest.Conf;
import net.skywire.itest.Crowd;
import net.skywire.itest.EchoApp;
import net.skywire.itest.Product;

/** Many small apps dropped into {@code apps/} at once, until all run. */
public final class ManyDropped implements Scenario {

    private static final int APPS = 500;
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    @Override
    public void measure(Path folder, Report report) throws Exception {
        Map<String, byte[]> jars = new LinkedHashMap<>();
        Conf settings = Conf.of();
        for (int each = 1; each <= APPS; each++) {
            String app = "app-" + each;
            settings.app(app);
            jars.put(app, AppJars.of(EchoApp.class, app, "1.0.0"));
        }
        report.progress(APPS + " apps in a bare framework");
        double bareSeconds = 0;
        double bareMegabytes;
        try (Bare bare = new Bare(folder.resolve("bare"))) {
            for (Map.Entry<String, byte[]> each : jars.entrySet()) {
                bareSeconds += bare.put(each.getKey(), each.getValue()) / 1e3;
            }
            bareMegabytes = Leftovers.megabytes();
        }
        report.progress(APPS + " apps dropped at once");
        try (Product product = new Product(folder.resolve("product"), settings)) {
            double seconds = drop(product, jars);
            report.row(new Row("deploy.500-apps", seconds, "s", bareSeconds, Goal.valueAtMost(30), 0));
            double megabytes = Leftovers.megabytes();
            report.row(new Row("deploy.500-apps.heap", megabytes, "MB", bareMegabytes, Goal.valueAtMost(256), 0));
        }
    }

    private static double drop(Product product, Map<String, byte[]> jars) throws IOException {
        long start = System.nanoTime();
        for (Map.Entry<String, byte[]> each : jars.entrySet()) {
            product.put(each.getValue(), "apps/" + each.getKey() + ".jar");
        }
        Wait.until(
                APPS + " apps running",
                PAUSE_NANOS,
                () -> Crowd.runs(product.statuses(), jars.keySet().stream().toList()));
        return (System.nanoTime() - start) / 1e9;
    }
}
