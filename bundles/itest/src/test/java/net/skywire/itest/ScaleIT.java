package net.skywire.itest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import net.skywire.app.App;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** As many apps as a busy node has. */
@Timeout(300)
class ScaleIT {

    private static final int BUNDLES = 200;
    private static final int PROCESSES = 50;

    @TempDir
    Path home;

    @Test
    void runsTwoHundredBundlesAndFiftyProcessesAtOnceAndLeavesNothingOfThem() throws Exception {
        Crowd crowd = new Crowd(home, BUNDLES, PROCESSES);
        List<String> all = new ArrayList<>(crowd.bundles());
        all.addAll(crowd.processes());
        try (Product product = new Product(home, crowd.bundlesAlone())) {
            crowd.drop(product);
            product.configure(crowd.withProcesses());

            crowd.pingPong(product, all);

            assertTrue(Crowd.runs(product.statuses(), all), "all have run at once");
            assertEquals(PROCESSES, appProcesses());

            crowd.remove(product);
            product.configure(crowd.bundlesAlone());

            Product.await("the end of all apps", () -> product.statuses().isEmpty());
            Product.await("the end of all processes", () -> appProcesses() == 0);
            Product.await(
                    "the end of all bundles",
                    () -> product.bundle("bundle-1") == null && product.bundle("bundle-200") == null);
            assertEquals(
                    0, product.context().getServiceReferences(App.class, null).size());
        }
    }

    /** Beside them the node has a guard, which is a shell. */
    private static long appProcesses() {
        return ProcessHandle.current()
                .children()
                .filter(child -> child.info().command().orElse("").contains("perl"))
                .count();
    }
}
