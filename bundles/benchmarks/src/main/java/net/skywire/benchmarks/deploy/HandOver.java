package net.skywire.benchmarks.deploy;

import java.nio.file.Path;
import java.time.Duration;
import net.skywire.benchmarks.Goal;
import net.skywire.benchmarks.Guest;
import net.skywire.benchmarks.Report;
import net.skywire.benchmarks.Row;
import net.skywire.benchmarks.Scenario;
import net.skywire.itest.AppJars;
import net.skywire.itest.Conf;
import net.skywire.itest.Product;

/** One version of an app after the other, while clients dial it and stream through loops that outlive it, and others stream. */
public final class HandOver implements Scenario {

    private static final int UPDATES = Updates.count();
    private static final int CLIENTS = 3;
    private static final int OTHERS = 5;
    private static final int PORT = 100;
    private static final Duration BRIEF = Duration.ofMillis(1);
    private static final Duration BEYOND_HAND_OVERS = Duration.ofMillis(1500);

    @Override
    public void measure(Path folder, Report report) throws Exception {
        Conf settings = Conf.of("client", "app=" + PORT).setting("drain", "\"1m\"");
        for (int each = 1; each <= OTHERS; each++) {
            settings.app(other(each) + "=" + (PORT + each));
        }
        try (Product product = new Product(folder, settings);
                Guest client = new Guest(product, "client")) {
            deploy(product, "app", 0);
            for (int each = 1; each <= OTHERS; each++) {
                deploy(product, other(each), 0);
            }
            Load load = new Load(client);
            try (load) {
                begin(load);
                update(product, load, report);
            }
            load.faults().stream().limit(10).forEach(report::progress);
            report.progress(UPDATES + " updates, " + load.dials() + " dials, " + load.sent() + " bytes");
            report.row(count("deploy.handover.refused", load.refused(), load.dials()));
            report.row(count("deploy.handover.lost-bytes", load.lost(), load.sent()));
        }
    }

    private static String other(int index) {
        return "other-" + index;
    }

    private static void deploy(Product product, String app, int version) throws Exception {
        String text = "1.0." + version;
        Wait.deploy(product, app, text, AppJars.versioned(CheckingEcho.class, app, text));
    }

    private static void begin(Load load) {
        for (int each = 1; each <= CLIENTS; each++) {
            load.dial(PORT, BRIEF);
            load.dial(PORT, BEYOND_HAND_OVERS);
        }
        for (int each = 1; each <= OTHERS; each++) {
            load.stream(PORT + each);
        }
    }

    private static void update(Product product, Load load, Report report) throws Exception {
        for (int version = 1; version <= UPDATES; version++) {
            deploy(product, "app", version);
            if (version % 100 == 0) {
                report.progress("update " + version + " of " + UPDATES + ", " + load.refused() + " refused");
            }
        }
    }

    private static Row count(String name, long count, long ofAll) {
        return new Row(name, count, "count", ofAll, Goal.valueAtMost(0), 0);
    }
}
