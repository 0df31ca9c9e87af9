package net.skywire.benchmarks.deploy;

import java.io.IOException;
import java.nio.file.Path;
import net.skywire.app.Addr;
import net.skywire.app.Loop;
import net.skywire.benchmarks.Comparison;
import net.skywire.benchmarks.Goal;
import net.skywire.benchmarks.Guest;
import net.skywire.benchmarks.Report;
import net.skywire.benchmarks.Scenario;
import net.skywire.itest.AppJars;
import net.skywire.itest.Conf;
import net.skywire.itest.Product;

/** A new version of an app that crashes, until the version before runs again and answers. */
public final class Rollback implements Scenario {

    private static final int ROUNDS = 20;
    private static final int PORT = 100;
    private static final String APP = "app";
    private static final String GOOD = "1.0.0";

    private int crashed;
    private int updated;

    @Override
    public void measure(Path folder, Report report) throws Exception {
        try (Bare bare = new Bare(folder.resolve("bare"));
                Product product = new Product(folder.resolve("product"), Conf.of("client", APP + "=" + PORT));
                Guest client = new Guest(product, "client")) {
            Wait.deploy(product, APP, GOOD, jar(GOOD));
            bare.put(APP, jar(GOOD));
            report.progress("deploy.rollback: " + ROUNDS + " crashes, beside updates in a bare framework");
            report.row(
                    Comparison.inTurn(ROUNDS, () -> crash(product, client), () -> bare.put(APP, jar("2." + ++updated)))
                            .row("deploy.rollback", "ms", Goal.valueAtMost(1000)));
        }
    }

    private static byte[] jar(String version) throws IOException {
        return AppJars.versioned(TellingApp.class, APP, version);
    }

    private double crash(Product product, Guest client) throws IOException {
        String version = "1.0." + ++crashed;
        Wait.deploy(product, APP, version, jar(version));
        long start;
        try (Loop loop = dial(client)) {
            start = System.nanoTime();
            loop.output().write(TellingApp.FAIL);
            Wait.untilRuns(product, APP, GOOD);
        }
        try (Loop loop = dial(client)) {
            loop.output().write(TellingApp.PING);
            int answer = loop.input().read();
            if (answer != TellingApp.PING) {
                throw new IOException("expected the version before to answer, got " + answer);
            }
        }
        return (System.nanoTime() - start) / 1e6;
    }

    private static Loop dial(Guest client) throws IOException {
        Loop loop = client.app().dial(new Addr(client.addr().key(), PORT), Wait.LONGEST);
        loop.setReadTimeout(Wait.LONGEST);
        return loop;
    }
}
