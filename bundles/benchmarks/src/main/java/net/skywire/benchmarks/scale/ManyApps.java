package net.skywire.benchmarks.scale;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import net.skywire.benchmarks.Goal;
import net.skywire.benchmarks.Report;
import net.skywire.benchmarks.Row;
import net.skywire.benchmarks.Scenario;
import net.skywire.itest.AppJars;
import net.skywire.itest.Crowd;
import net.skywire.itest.EchoApp;
import net.skywire.itest.Product;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;

/** Many apps on one node: how long until all run and have answered a ping, and what they take. */
public final class ManyApps implements Scenario {

    private static final int BUNDLES = 200;
    private static final int PROCESSES = 50;

    private interface Step {
        void run() throws Exception;
    }

    /** What a step took. */
    private record Cost(double seconds, double bytes) {
        static Cost of(Step step) throws Exception {
            long before = inUse();
            long start = System.nanoTime();
            step.run();
            return new Cost((System.nanoTime() - start) / 1e9, inUse() - before);
        }

        private static long inUse() {
            return Heap.live()
                    + ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                            .filter(pool -> pool.getName().equals("direct"))
                            .mapToLong(BufferPoolMXBean::getMemoryUsed)
                            .sum();
        }

        Row secondsRow(String name, double baseline) {
            return new Row(name, seconds, "s", baseline, Goal.NONE, 0);
        }

        Row bytesRow(String name, int count, double baseline) {
            return new Row(name, bytes / count, "B", baseline, Goal.NONE, 0);
        }
    }

    @Override
    public void measure(Path folder, Report report) throws Exception {
        Crowd crowd = new Crowd(folder.resolve("product"), BUNDLES, PROCESSES);
        report.progress("starting " + BUNDLES + " bundles in a bare framework");
        Cost bareBundles = bareBundles(folder.resolve("bare"), crowd.bundles());
        report.progress("starting " + PROCESSES + " bare processes");
        Cost bareProcesses = bareProcesses();
        try (Product product = new Product(folder.resolve("product"), crowd.bundlesAlone())) {
            report.progress("dropping " + BUNDLES + " bundles into apps/");
            Cost bundles = Cost.of(() -> {
                crowd.drop(product);
                crowd.pingPong(product, crowd.bundles());
            });
            report.row(bundles.secondsRow("scale.bundles", bareBundles.seconds));
            report.row(bundles.bytesRow("scale.bundles.bytes", BUNDLES, bareBundles.bytes / BUNDLES));
            report.progress("starting " + PROCESSES + " processes beside them");
            Cost processes = Cost.of(() -> {
                product.configure(crowd.withProcesses());
                crowd.pingPong(product, crowd.processes());
            });
            report.row(processes.secondsRow("scale.processes", bareProcesses.seconds));
            report.row(processes.bytesRow("scale.processes.bytes", PROCESSES, bareProcesses.bytes));
            checkAllRun(product, crowd);
        }
    }

    private static void checkAllRun(Product product, Crowd crowd) throws IOException {
        List<String> all = new ArrayList<>(crowd.bundles());
        all.addAll(crowd.processes());
        if (!Crowd.runs(product.statuses(), all)) {
            throw new IOException("expected all apps to run at once: " + product.statuses());
        }
    }

    /** The same jars in a framework with nothing else in it: the least it takes to have them there. */
    private static Cost bareBundles(Path storage, List<String> names) throws Exception {
        Framework framework = ServiceLoader.load(FrameworkFactory.class)
                .findFirst()
                .orElseThrow()
                .newFramework(Map.of(
                        Constants.FRAMEWORK_STORAGE,
                        storage.toString(),
                        Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA,
                        "net.skywire.app;version=1.0.0"));
        framework.start();
        Cost cost = Cost.of(() -> {
            for (String name : names) {
                byte[] jar = AppJars.of(EchoApp.class, name, "1.0.0");
                Bundle bundle = framework.getBundleContext().installBundle(name, new ByteArrayInputStream(jar));
                bundle.start();
            }
        });
        framework.stop();
        framework.waitForStop(OpenLoops.LONGEST.toMillis());
        return cost;
    }

    /** As many programs that answer on their output, without any node; the bytes are those of one of them. */
    private static Cost bareProcesses() throws Exception {
        List<Process> processes = new ArrayList<>();
        long start = System.nanoTime();
        for (int each = 0; each < PROCESSES; each++) {
            processes.add(new ProcessBuilder("perl", "-e", "$| = 1; print 'x'; <STDIN>").start());
        }
        for (Process process : processes) {
            if (process.getInputStream().read() != 'x') {
                throw new IOException("expected a bare process to answer, it has ended");
            }
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        double bytes = residentBytes(processes.get(0).pid());
        for (Process process : processes) {
            process.getOutputStream().close();
            process.waitFor();
        }
        return new Cost(seconds, bytes);
    }

    private static double residentBytes(long pid) throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("/proc", Long.toString(pid), "status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                    .findFirst()
                    .orElseThrow();
        }
    }
}
