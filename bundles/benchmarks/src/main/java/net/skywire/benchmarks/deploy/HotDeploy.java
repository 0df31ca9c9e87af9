package net.skywire.benchmarks.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import net.skywire.benchmarks.Comparison;
import net.skywire.benchmarks.Goal;
import net.skywire.benchmarks.Report;
import net.skywire.benchmarks.Row;
import net.skywire.benchmarks.Scenario;
import net.skywire.itest.AppJars;
import net.skywire.itest.Conf;
import net.skywire.itest.EchoApp;
import net.skywire.itest.Product;
import net.skywire.itest.Vendor;

/** A jar that is dropped into {@code apps/} until its app runs, against the same jar in a framework with nothing else in it. */
public final class HotDeploy implements Scenario {

    private static final int ROUNDS = 20;

    /** Beside those that are measured one that comes first and one that does not count. */
    private static final int SIGNED = ROUNDS + 2;

    private static final String FIRST_VERSION = "1.0.0";
    private static final String UPDATED = "updated";

    private int dropped;
    private int bareDropped;
    private int updates;
    private int bareUpdates;

    @Override
    public void measure(Path folder, Report report) throws Exception {
        Path home = folder.resolve("product");
        Conf settings = Conf.of(UPDATED);
        for (int each = 0; each < SIGNED; each++) {
            settings.app(signed(each));
        }
        report.progress("signing " + SIGNED + " apps");
        List<byte[]> jars = signedJars(folder, home);
        try (Bare bare = new Bare(folder.resolve("bare"));
                Product product = new Product(home, settings)) {
            double firstBare = bare.put(signed(0), jars.get(bareDropped++));
            double first = drop(product, jars);
            report.row(new Row("deploy.drop-to-live.first", first, "ms", firstBare, Goal.NONE, 0));
            report.progress("deploy.drop-to-live: " + ROUNDS + " rounds, each the product and a bare framework");
            report.row(Comparison.inTurn(ROUNDS, () -> drop(product, jars), () -> drop(bare, jars))
                    .row("deploy.drop-to-live", "ms", Goal.valueAtMost(100)));
            report.progress("deploy.update: " + ROUNDS + " rounds, each the product and a bare framework");
            report.row(Comparison.inTurn(ROUNDS, () -> update(product), () -> update(bare))
                    .row("deploy.update", "ms", Goal.valueAtMost(100)));
        }
    }

    private static String signed(int index) {
        return "signed-" + index;
    }

    /** Signed by processes of their own, so that nothing is warm here, and by somebody whom the product trusts. */
    private static List<byte[]> signedJars(Path folder, Path home) throws Exception {
        Vendor vendor = new Vendor(folder, "vendor", Vendor.CODE_SIGNING);
        Files.createDirectories(home.resolve("conf/publishers"));
        Files.copy(vendor.certificate(), home.resolve("conf/publishers/vendor.pem"));
        List<byte[]> jars = new ArrayList<>();
        for (int each = 0; each < SIGNED; each++) {
            jars.add(vendor.sign(AppJars.versioned(EchoApp.class, signed(each), FIRST_VERSION)));
        }
        return jars;
    }

    private double drop(Product product, List<byte[]> jars) throws IOException {
        int index = dropped++;
        return Wait.deploy(product, signed(index), FIRST_VERSION, jars.get(index));
    }

    private double drop(Bare bare, List<byte[]> jars) throws Exception {
        int index = bareDropped++;
        return bare.put(signed(index), jars.get(index));
    }

    private double update(Product product) throws IOException {
        String version = "1.0." + updates++;
        return Wait.deploy(product, UPDATED, version, AppJars.versioned(EchoApp.class, UPDATED, version));
    }

    private double update(Bare bare) throws Exception {
        return bare.put(UPDATED, AppJars.versioned(EchoApp.class, UPDATED, "1.0." + bareUpdates++));
    }
}
