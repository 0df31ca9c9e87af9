package net.skywire.itest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import net.skywire.app.Addr;
import net.skywire.app.App;
import net.skywire.app.AppConfig;
import net.skywire.app.Loop;
import net.skywire.app.spi.NodeConnector;
import net.skywire.host.AppState;
import net.skywire.host.Succession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;

/** While others dial an app all the time, one version after the other takes its place. */
@Timeout(300)
class SuccessionIT {

    private static final Duration LONGEST = Duration.ofSeconds(10);
    private static final int ROUNDS = 20;

    @TempDir
    Path home;

    @Test
    void refusesNoDialAndLosesNoByteWhileVersionsFollowEachOther() throws Exception {
        try (Product product = new Product(home, Conf.of("echo=100", "client"))) {
            Bundle present = beside(product, 0);
            present.start();
            product.awaitState("echo", AppState.RUNNING);
            Succession succession =
                    product.context().getService(product.context().getServiceReference(Succession.class));
            NodeConnector node = product.node();
            App client = node.connect(new AppConfig("client", "1.0"));
            AtomicBoolean enough = new AtomicBoolean();
            CompletableFuture<Integer> dials = CompletableFuture.supplyAsync(() -> dialAlways(client, enough));

            for (int round = 1; round <= ROUNDS; round++) {
                Bundle next = beside(product, round);
                succession.stage(next, Optional.of(present));
                next.start();
                succession.probe(next, LONGEST);
                succession.handOver(next);
                assertTrue(succession.drain(present, LONGEST));
                present.uninstall();
                present = next;
                succession.check(present, LONGEST);
                assertEquals(List.of("RUNNING 100"), shown(product));
            }

            enough.set(true);
            assertTrue(dials.get() > ROUNDS);
            client.close();
        }
    }

    private static Bundle beside(Product product, int round) throws Exception {
        byte[] jar = AppJars.of(CheckedEcho.class, "echo", "1.0." + round);
        return product.context().installBundle("beside:echo-" + round, new ByteArrayInputStream(jar));
    }

    private static List<String> shown(Product product) {
        return product.statuses().values().stream()
                .map(status -> status.state() + " " + status.port().orElse(0))
                .toList();
    }

    /** Gives back how often; fails with the first dial that is refused, and the first byte that does not come back. */
    private static int dialAlways(App client, AtomicBoolean enough) {
        int count = 0;
        try {
            while (!enough.get()) {
                try (Loop loop =
                        client.dial(new Addr(client.addr().orElseThrow().key(), 100), LONGEST)) {
                    loop.output().write(count);
                    assertEquals(count & 0xff, loop.input().read());
                    count++;
                }
            }
            return count;
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
