package net.skywire.itest;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import net.skywire.app.Addr;
import net.skywire.app.App;
import net.skywire.app.AppConfig;
import net.skywire.app.Loop;
import net.skywire.app.spi.NodeConnector;
import net.skywire.host.AppState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.Version;
import org.osgi.framework.wiring.BundleWiring;

/** While one loop streams, another app comes, is updated and goes, again and again. */
@Timeout(300)
class HotDeploymentIT {

    private static final int ROUNDS = 60;
    private static final int WARM_UP = 10;

    @TempDir
    Path home;

    private final List<WeakReference<ClassLoader>> loaders = new ArrayList<>();

    @Test
    void losesNothingOfAStreamAndLeavesNothingBehind() throws Exception {
        try (Product product = new Product(home, Conf.of("echo=100", "guest", "streamer"))) {
            product.put(AppJars.of(EchoApp.class, "echo", "1.0.0"), "apps/echo.jar");
            product.awaitState("echo", AppState.RUNNING);
            App streamer = streamer(product);
            Loop loop = streamer.dial(new Addr(streamer.addr().orElseThrow().key(), 100), Duration.ofSeconds(10));
            AtomicBoolean enough = new AtomicBoolean();
            CompletableFuture<byte[]> sent = run(() -> send(loop, enough));
            CompletableFuture<byte[]> received = run(() -> receive(loop));
            CompletableFuture<Void> end = CompletableFuture.allOf(sent, received);

            rounds(product, 0, WARM_UP);
            long descriptors = descriptors();
            long threads = Thread.activeCount();
            rounds(product, WARM_UP, ROUNDS);
            assertTrue(!end.isDone(), "the stream has run all the while");

            awaitNoMoreThan("descriptors", descriptors, HotDeploymentIT::descriptors);
            awaitNoMoreThan("threads", threads, () -> (long) Thread.activeCount());
            awaitCollected();
            enough.set(true);
            assertArrayEquals(sent.get(), received.get());
            streamer.close();
        }
    }

    private App streamer(Product product) throws IOException {
        var reference = product.context().getServiceReference(NodeConnector.class);
        return product.context().getService(reference).connect(new AppConfig("streamer", "1.0"));
    }

    private void rounds(Product product, int from, int to) throws IOException {
        for (int round = from; round < to; round++) {
            product.put(AppJars.of(IdleApp.class, "guest", round + ".0.0"), "apps/guest.jar");
            awaitGuest(product, new Version(round, 0, 0));
            product.put(AppJars.of(IdleApp.class, "guest", round + ".1.0"), "apps/guest.jar");
            awaitGuest(product, new Version(round, 1, 0));
            product.remove("guest.jar");
            Product.await("the end of the guest", () -> product.bundle("guest") == null);
        }
    }

    private void awaitGuest(Product product, Version version) {
        Product.await("guest " + version, () -> {
            Bundle guest = product.bundle("guest");
            return guest != null && guest.getVersion().equals(version) && guest.getState() == Bundle.ACTIVE;
        });
        product.awaitState("guest", AppState.RUNNING);
        BundleWiring wiring = product.bundle("guest").adapt(BundleWiring.class);
        loaders.add(new WeakReference<>(wiring.getClassLoader()));
    }

    private interface Work {
        byte[] run() throws Exception;
    }

    private static CompletableFuture<byte[]> run(Work work) {
        CompletableFuture<byte[]> result = new CompletableFuture<>();
        new Thread(() -> {
                    try {
                        result.complete(work.run());
                    } catch (Exception e) {
                        result.completeExceptionally(e);
                    }
                })
                .start();
        return result;
    }

    /** Gives back a digest of all it has sent. */
    private static byte[] send(Loop loop, AtomicBoolean enough) throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        Random random = new Random(1);
        byte[] marker = "end".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        while (!enough.get()) {
            byte[] message = new byte[1 + random.nextInt(4000)];
            random.nextBytes(message);
            loop.output().write(message);
            digest.update(message);
        }
        loop.output().write(marker);
        return digest.digest(marker);
    }

    private static byte[] receive(Loop loop) throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        byte[] message = new byte[Loop.MAX_MESSAGE];
        while (true) {
            int length = loop.input().read(message);
            digest.update(message, 0, length);
            if (length == 3 && message[0] == 'e' && message[1] == 'n' && message[2] == 'd') {
                return digest.digest();
            }
        }
    }

    private static long descriptors() {
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            return open.count();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void awaitNoMoreThan(String what, long before, java.util.function.LongSupplier now) {
        Product.await("no more than " + before + " " + what, () -> {
            System.gc();
            return now.getAsLong() <= before;
        });
    }

    private void awaitCollected() {
        assertEquals(2 * ROUNDS, loaders.size());
        Product.await("the end of all class loaders", () -> {
            System.gc();
            return loaders.stream().allMatch(loader -> loader.refersTo(null));
        });
    }
}
