package net.skywire.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.BindException;
import java.net.ConnectException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.skywire.app.Addr;
import net.skywire.app.App;
import net.skywire.app.AppConfig;
import net.skywire.app.Loop;
import net.skywire.app.PubKey;
import net.skywire.app.spi.AppSeat;
import net.skywire.app.spi.LoopPermissions;
import net.skywire.app.spi.NoSeatYetException;
import net.skywire.node.config.AppSettings;
import net.skywire.node.config.Folders;
import net.skywire.node.config.NodeConfig;
import net.skywire.node.config.NodeSettings;
import net.skywire.node.process.ProcessRunner;
import net.skywire.pipe.SeatLimits;
import net.skywire.pipe.frame.SendCodecs;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class StagedSeatTest {

    private static final PubKey KEY = PubKey.parse("02" + "ab".repeat(32));
    private static final Duration LONGEST = Duration.ofSeconds(10);
    private static final Duration AT_ONCE = Duration.ofMillis(1);

    @TempDir
    Path folder;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private EmbeddedNode node;

    @BeforeEach
    void start() {
        node = new EmbeddedNode(KEY, ProcessRunner.in(folder), new SendCodecs(), folder);
        node.configure(config(app("chat", 10), app("client", 0), app("other", 0)));
    }

    @AfterEach
    void stop() throws Exception {
        node.close();
        threads.shutdownNow();
        assertTrue(threads.awaitTermination(10, TimeUnit.SECONDS));
    }

    private static AppSettings app(String name, int port) {
        return new AppSettings(
                name,
                Optional.empty(),
                true,
                port == 0 ? OptionalInt.empty() : OptionalInt.of(port),
                List.of(),
                Optional.empty(),
                SeatLimits.DEFAULT);
    }

    private NodeConfig config(AppSettings... apps) {
        Map<String, AppSettings> byName =
                Stream.of(apps).collect(Collectors.toMap(AppSettings::name, settings -> settings));
        return new NodeConfig(NodeSettings.in(Folders.of(folder)), byName, Map.of(), Map.of());
    }

    private AppSeat seat(String name, String version) {
        return new AppSeat(new AppConfig(name, version), 0, threads, List.of(), () -> {});
    }

    private AppSeat seat(String dial, String accept, int port) {
        LoopPermissions permissions = LoopPermissions.parse(dial, accept);
        return new AppSeat(new AppConfig("other", "1.0"), port, threads, List.of(), () -> {}, permissions);
    }

    private static Addr at(int port) {
        return new Addr(KEY, port);
    }

    private static Loop dial(App from, int port) throws Exception {
        return from.dial(at(port), LONGEST);
    }

    /** Who answers a dial to port 10. */
    private static String answering(App client, App... apps) throws Exception {
        try (Loop loop = dial(client, 10)) {
            for (App each : apps) {
                try {
                    each.accept(AT_ONCE).close();
                    return each.config().version();
                } catch (java.net.SocketTimeoutException e) {
                    continue;
                }
            }
            return "nobody at " + loop.remoteAddress();
        }
    }

    @Test
    void hasTheAddressOfThePresentOneAndCanDialButIsNotReached() throws Exception {
        App old = node.connect(seat("chat", "1.0"));
        App client = node.connect(seat("client", "1.0"));

        App next = node.stage(seat("chat", "1.1"), Optional.of(old));

        assertEquals(old.addr(), next.addr());
        assertEquals("1.0", answering(client, next, old));
        try (Loop dialled = dial(next, 10)) {
            assertEquals(old.addr().orElseThrow(), dialled.remoteAddress());
        }
    }

    @Test
    void isReachedAfterTheHandOverAndThePresentOneIsNot() throws Exception {
        App old = node.connect(seat("chat", "1.0"));
        App client = node.connect(seat("client", "1.0"));
        App next = node.stage(seat("chat", "1.1"), Optional.of(old));

        node.handOver(next, Optional.of(old));

        assertEquals("1.1", answering(client, old, next));
        old.close();
        assertEquals("1.1", answering(client, next));
    }

    @Test
    void leavesEverythingAsItWasWhenClosed() throws Exception {
        App old = node.connect(seat("chat", "1.0"));
        App client = node.connect(seat("client", "1.0"));

        node.stage(seat("chat", "1.1"), Optional.of(old)).close();

        assertEquals("1.0", answering(client, old));
        App again = node.stage(seat("chat", "1.1"), Optional.of(old));
        node.handOver(again, Optional.of(old));
        assertEquals("1.1", answering(client, again));
    }

    @Test
    void keepsItsPortForItselfWhenThereIsNoPresentOne() throws Exception {
        App client = node.connect(seat("client", "1.0"));
        App next = node.stage(seat("chat", "1.1"), Optional.empty());
        assertThrows(ConnectException.class, () -> dial(client, 10));
        var thrown = assertThrows(BindException.class, () -> node.connect(seat(null, null, 10)));

        assertTrue(thrown.getMessage().startsWith("port 10 is"), thrown.getMessage());
        node.handOver(next, Optional.empty());
        assertEquals("1.1", answering(client, next));
    }

    @Test
    void staysStagedWhenThePresentOneGoesAndAnotherOfItsBundleComes() throws Exception {
        App old = node.connect(seat("chat", "1.0"));
        App client = node.connect(seat("client", "1.0"));
        App next = node.stage(seat("chat", "1.1"), Optional.of(old));
        old.close();
        assertThrows(ConnectException.class, () -> dial(client, 10));

        App back = node.connect(seat("chat", "1.0"));
        assertEquals("1.0", answering(client, next, back));
        node.handOver(next, Optional.of(back));

        assertEquals("1.1", answering(client, back, next));
    }

    @Test
    void isRefusedBesideAnotherThanThePresentOne() throws Exception {
        App old = node.connect(seat("chat", "1.0"));

        var beside = assertThrows(ConnectException.class, () -> node.stage(seat("chat", "1.1"), Optional.empty()));
        node.stage(seat("chat", "1.1"), Optional.of(old));
        var twice = assertThrows(ConnectException.class, () -> node.stage(seat("chat", "1.2"), Optional.of(old)));

        assertEquals("unexpected app: another bundle is chat already", beside.getMessage());
        assertEquals("unexpected app: another bundle is chat already", twice.getMessage());
    }

    @Test
    void waitsForAutoStartUnlessItFollowsOneThatRuns() throws Exception {
        App old = node.connect(seat("chat", "1.0"));
        node.configure(config(app("chat", 10).withAutoStart(false), app("client", 0)));

        App next = node.stage(seat("chat", "1.1"), Optional.of(old));
        next.close();
        old.close();

        assertThrows(NoSeatYetException.class, () -> node.stage(seat("chat", "1.1"), Optional.empty()));
    }

    @Test
    void losesItsSeatWithTheList() throws Exception {
        App old = node.connect(seat("chat", "1.0"));
        App first = node.stage(seat("chat", "1.1"), Optional.of(old));
        node.handOver(first, Optional.of(old));
        App second = node.stage(seat("chat", "1.2"), Optional.of(first));

        node.configure(config(app("client", 0)));

        for (App each : List.of(old, first, second)) {
            assertThrows(java.nio.channels.ClosedChannelException.class, () -> each.accept(LONGEST));
        }
    }

    @Test
    void keepsWhoDrainsWhenTheListNamesTheNewVersion() throws Exception {
        App old = node.connect(seat("chat", "1.0"));
        App client = node.connect(seat("client", "1.0"));
        Loop loop = dial(client, 10);
        App next = node.stage(seat("chat", "1.1"), Optional.of(old));
        node.handOver(next, Optional.of(old));

        node.configure(config(
                new AppSettings(
                        "chat",
                        Optional.of("1.1"),
                        true,
                        OptionalInt.of(10),
                        List.of(),
                        Optional.empty(),
                        SeatLimits.DEFAULT),
                app("client", 0)));

        assertTrue(loop.isOpen());
        assertEquals(1, node.loopCount(old));
        old.accept(LONGEST).close();
    }

    @Test
    void refusesNoneOfAThousandDialsAcrossItsHandOver() throws Exception {
        int rounds = 10;
        int dials = 1000;
        App client = node.connect(seat("client", "1.0"));
        App present = node.connect(seat("chat", "0"));
        AtomicInteger served = new AtomicInteger();
        Future<?> serving = serve(present, served);
        AtomicInteger answered = new AtomicInteger();
        CountDownLatch begun = new CountDownLatch(4);
        List<Future<?>> diallers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            diallers.add(threads.submit(() -> {
                for (int dial = 0; dial < dials / 4; dial++) {
                    try (Loop loop = dial(client, 10)) {
                        begun.countDown();
                        answered.addAndGet(loop.read(ByteBuffer.allocate(1)));
                    }
                }
                return null;
            }));
        }
        begun.await();

        for (int round = 1; round <= rounds; round++) {
            App next = node.stage(seat("chat", "" + round), Optional.of(present));
            Future<?> nextServing = serve(next, served);
            node.handOver(next, Optional.of(present));
            assertTrue(node.awaitNoLoops(present, LONGEST));
            present.close();
            serving.get(10, TimeUnit.SECONDS);
            present = next;
            serving = nextServing;
        }

        for (Future<?> dialler : diallers) {
            dialler.get(30, TimeUnit.SECONDS);
        }
        assertEquals(dials, answered.get());
        assertEquals(dials, served.get());
    }

    /** Answers each loop with one byte until the app is closed. */
    private Future<?> serve(App app, AtomicInteger served) {
        return threads.submit(() -> {
            while (true) {
                try (Loop loop = app.accept()) {
                    loop.write(ByteBuffer.allocate(1));
                    served.incrementAndGet();
                    loop.read(ByteBuffer.allocate(1));
                } catch (java.nio.channels.ClosedChannelException e) {
                    return null;
                }
            }
        });
    }

    @Test
    void losesNoByteOfAStreamThatLastsAcrossItsHandOver() throws Exception {
        App old = node.connect(seat("chat", "1.0"));
        App client = node.connect(seat("client", "1.0"));
        Loop stream = dial(client, 10);
        Loop atOld = old.accept(LONGEST);
        byte[] sent = new byte[1 << 20];
        new java.util.Random(1).nextBytes(sent);
        CountDownLatch half = new CountDownLatch(1);
        Future<byte[]> received = threads.submit(() -> {
            byte[] head = atOld.input().readNBytes(sent.length / 2);
            half.countDown();
            byte[] all = java.util.Arrays.copyOf(head, sent.length);
            atOld.input().readNBytes(all, head.length, sent.length - head.length);
            return all;
        });
        Future<?> writing = threads.submit(() -> stream.write(ByteBuffer.wrap(sent)));
        half.await();

        App next = node.stage(seat("chat", "1.1"), Optional.of(old));
        node.handOver(next, Optional.of(old));

        writing.get(10, TimeUnit.SECONDS);
        org.junit.jupiter.api.Assertions.assertArrayEquals(sent, received.get(10, TimeUnit.SECONDS));
        assertFalse(node.awaitNoLoops(old, AT_ONCE));
        Future<Boolean> drained = threads.submit(() -> node.awaitNoLoops(old, LONGEST));
        atOld.close();
        assertTrue(drained.get(10, TimeUnit.SECONDS));
        stream.close();
    }

    @Test
    void letsThePresentOneAcceptWhatWasPutBeforeIt() throws Exception {
        App old = node.connect(seat("chat", "1.0"));
        App client = node.connect(seat("client", "1.0"));
        Loop early = dial(client, 10);
        App next = node.stage(seat("chat", "1.1"), Optional.of(old));

        node.handOver(next, Optional.of(old));

        try (Loop accepted = old.accept(LONGEST)) {
            assertEquals(early.localAddress(), accepted.remoteAddress());
        }
        assertThrows(java.net.SocketTimeoutException.class, () -> old.accept(AT_ONCE));
    }

    @Test
    void isProbedByALoopOfItsOwn() throws Exception {
        App old = node.connect(seat("chat", "1.0"));
        App next = node.stage(seat("chat", "1.1"), Optional.of(old));

        try (Loop probe = node.probe(next, LONGEST);
                Loop accepted = next.accept(LONGEST)) {
            probe.write(ByteBuffer.wrap(new byte[] {7}));
            assertEquals(7, accepted.input().read());
            assertEquals(next.addr().orElseThrow(), probe.remoteAddress());
            assertEquals(probe.localAddress(), accepted.remoteAddress());
        }

        assertEquals(0, node.loopCount(next));
        assertThrows(java.net.SocketTimeoutException.class, () -> old.accept(AT_ONCE));
    }

    @Test
    void keepsNothingOfAProbeThatItDoesNotAccept() throws Exception {
        App next = node.stage(seat("chat", "1.1"), Optional.empty());

        node.probe(next, LONGEST).close();

        assertEquals(0, node.loopCount(next));
        assertThrows(java.net.SocketTimeoutException.class, () -> next.accept(AT_ONCE));
        next.close();
        assertThrows(ConnectException.class, () -> node.probe(next, LONGEST));
    }

    @Test
    void dialsWhatItSaysItDials() throws Exception {
        App chat = node.connect(seat("chat", "1.0"));
        App other = node.connect(seat("*:10, " + KEY + ":20-30", null, 0));

        dial(other, 10);
        chat.accept(LONGEST);
        var past = assertThrows(ConnectException.class, () -> dial(other, 11));
        var atLimit = assertThrows(ConnectException.class, () -> dial(other, 30));

        assertEquals(
                "dial: not permitted: other asks for *:10, " + KEY + ":20-30 in its Skywire-Dial, got " + at(11),
                past.getMessage());
        assertEquals("confirm: port is not bound", atLimit.getMessage());
    }

    @Test
    void isNotReachedWhereItSaysItDoesNotAccept() throws Exception {
        App client = node.connect(seat("client", "1.0"));

        App other = node.connect(seat(null, "12-13", 14));

        assertEquals(Optional.empty(), other.addr());
        assertEquals(
                "confirm: port is not bound",
                assertThrows(ConnectException.class, () -> dial(client, 14)).getMessage());
        other.close();
        App reached = node.connect(seat(null, "12-13", 13));
        dial(client, 13);
        reached.accept(LONGEST);
    }

    @Test
    void isNotReachedAfterAHandOverIfItDoesNotAccept() throws Exception {
        App client = node.connect(seat("client", "1.0"));
        App old = node.connect(seat(null, null, 14));
        App next = node.stage(seat(null, "none", 0), Optional.of(old));

        node.handOver(next, Optional.of(old));

        assertEquals(
                "confirm: port is not bound",
                assertThrows(ConnectException.class, () -> dial(client, 14)).getMessage());
    }
}
