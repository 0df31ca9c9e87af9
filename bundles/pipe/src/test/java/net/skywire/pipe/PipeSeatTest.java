package net.skywire.pipe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.Pipe;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import net.skywire.app.Addr;
import net.skywire.app.App;
import net.skywire.app.AppConfig;
import net.skywire.app.Loop;
import net.skywire.app.PubKey;
import net.skywire.app.spi.AppSeat;
import net.skywire.app.spi.LoopPermissions;
import net.skywire.pipe.connection.PeerDialect;
import net.skywire.pipe.connection.PipeEnds;
import net.skywire.pipe.frame.Dialect;
import net.skywire.pipe.frame.FrameHead;
import net.skywire.pipe.frame.FrameReader;
import net.skywire.pipe.frame.FrameType;
import net.skywire.pipe.frame.JavaSendCodec;
import net.skywire.pipe.session.RecordedSession;
import net.skywire.pipe.session.SessionPlayer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An app's end of the pipe, on real pipes, with a node played by the test. */
@Timeout(30)
class PipeSeatTest {

    private static final Duration LONG = Duration.ofSeconds(10);
    private static final Addr REMOTE = new Addr(PubKey.parse("02" + "ab".repeat(32)), 10);

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Pipe toApp;
    private final Pipe toNode;
    private final FrameReader fromApp;
    private LoopPermissions permissions = LoopPermissions.ANY;
    private volatile Throwable fault;

    PipeSeatTest() throws IOException {
        toApp = Pipe.open();
        toNode = Pipe.open();
        fromApp = new FrameReader(toNode.source());
    }

    @AfterEach
    void closePipes() throws Throwable {
        if (fault != null) {
            throw fault;
        }
        toApp.sink().close();
        toNode.source().close();
        threads.shutdownNow();
        assertTrue(threads.awaitTermination(10, TimeUnit.SECONDS));
    }

    private Future<App> connect(String name, Dialect dialect, int window) {
        AppSeat seat = new AppSeat(new AppConfig(name, "1.0"), 0, null, java.util.List.of(), () -> {}, permissions);
        return threads.submit(() -> PipeSeat.connect(
                seat,
                new PipeEnds(toApp.source(), toNode.sink(), new JavaSendCodec()),
                new PeerDialect(dialect),
                window));
    }

    @ParameterizedTest
    @CsvSource({"2019-06,GO_2019_06", "2019-09,GO_2019_09"})
    void saysAsAClientJustWhatGoSaid(String name, Dialect dialect) throws Exception {
        RecordedSession session = RecordedSession.read("helloworld-client-" + name);
        Future<Void> node = play(session);
        try (App app = connect("helloworld", dialect, 0).get()) {
            Loop loop = app.dial(session.server(), LONG);
            loop.write(bytes("ping"));
            assertEquals("pong", read(loop));
            loop.close();
            node.get();
            toApp.sink().close();
        }
    }

    @ParameterizedTest
    @CsvSource({"2019-06,GO_2019_06", "2019-09,GO_2019_09"})
    void saysAsAServerJustWhatGoSaid(String name, Dialect dialect) throws Exception {
        RecordedSession session = RecordedSession.read("helloworld-server-" + name);
        Future<Void> node = play(session);
        try (App app = connect("helloworld", dialect, 0).get();
                Loop loop = app.accept(LONG)) {
            assertEquals("ping", read(loop));
            loop.write(bytes("pong"));
            assertEquals(session.server(), app.addr().orElseThrow());
            node.get();
            toApp.sink().close();
        }
    }

    private Future<Void> play(RecordedSession session) {
        return threads.submit(() -> {
            try {
                new SessionPlayer(session, false, toNode.source(), toApp.sink()).play();
                return null;
            } catch (AssertionError | RuntimeException e) {
                fault = e;
                toApp.sink().close();
                throw e;
            }
        });
    }

    @Test
    void hasTheNodesReasonIfItIsRefused() throws Exception {
        Future<App> app = connect("helloworld", Dialect.BOTH, 8);
        answer(FrameType.INIT, FrameType.FAILURE, "unexpected app");

        var thrown = assertThrows(java.util.concurrent.ExecutionException.class, app::get);

        assertTrue(thrown.getCause() instanceof ConnectException);
        assertEquals("unexpected app", thrown.getCause().getMessage());
        assertFalse(toApp.source().isOpen());
    }

    @Test
    void isToldApartIfItsPortIsTaken() throws Exception {
        Future<App> app = connect("helloworld", Dialect.BOTH, 8);
        answer(FrameType.INIT, FrameType.FAILURE, "port 10 is already bound");

        Throwable refusal = assertThrows(java.util.concurrent.ExecutionException.class, app::get)
                .getCause();

        assertEquals(BindException.class, refusal.getClass());
        assertEquals("port 10 is already bound", refusal.getMessage());
    }

    @Test
    void writesBothDialectsUntilItHasLearnedOne() throws Exception {
        App app = seated();
        Future<Loop> dialling = threads.submit(() -> app.dial(REMOTE, LONG));
        answer(FrameType.CREATE_LOOP, FrameType.SUCCESS, "{\"pk\":\"" + REMOTE.key() + "\",\"port\":50000}");
        Loop loop = dialling.get();

        threads.submit(() -> loop.write(bytes("ping")));
        String first = answer(FrameType.SEND, FrameType.SUCCESS, "null");
        frame(
                FrameType.SEND,
                3,
                "{\"loop\":{\"Local\":{\"port\":50000},\"Remote\":{\"pk\":\"" + REMOTE.key()
                        + "\",\"port\":10}},\"payload\":\"cG9uZw==\"}");
        assertEquals("pong", read(loop));
        assertEquals("-1 3 null", next());
        threads.submit(() -> loop.write(bytes("ping")));
        String second = answer(FrameType.SEND, FrameType.SUCCESS, "null");

        assertTrue(first.contains("\"addr\":") && first.contains("\"loop\":"), first);
        assertTrue(!second.contains("\"addr\":") && second.contains("\"loop\":"), second);
    }

    @Test
    void keepsOneSendOnItsWayToANodeThatSaysNothingOfAWindow() throws Exception {
        App app = seated();
        Loop loop = dialled(app);
        Future<Integer> writing = threads.submit(() -> loop.write(ByteBuffer.allocate(2 * Loop.MAX_MESSAGE)));

        String first = next();
        assertFalse(writing.isDone());
        frame(FrameType.SUCCESS, 0, "null");
        String second = next();
        frame(FrameType.SUCCESS, 0, "null");

        assertTrue(first.startsWith("3 0 ") && second.startsWith("3 0 "));
        assertEquals(2 * Loop.MAX_MESSAGE, writing.get());
    }

    @Test
    void givesUpDiallingAndClosesTheLoopThatComesTooLate() throws Exception {
        App app = seated();

        assertThrows(SocketTimeoutException.class, () -> app.dial(REMOTE, Duration.ofMillis(1)));

        assertTrue(next().startsWith("1 0 "));
        frame(FrameType.SUCCESS, 0, "{\"pk\":\"" + REMOTE.key() + "\",\"port\":50000}");
        assertTrue(next().startsWith("4 0 {\"port\":50000,"));
    }

    @Test
    void refusesALoopBeyondItsBacklog() throws Exception {
        App app = seated();
        for (int port = 1; port <= Limits.BACKLOG; port++) {
            confirm(port);
            assertEquals("-1 9 null", next());
        }

        confirm(Limits.BACKLOG + 1);

        assertEquals("-2 9 accept backlog is full", next());
        assertEquals(1, app.accept(LONG).remoteAddress().port());
    }

    private void confirm(int remotePort) throws IOException {
        frame(
                FrameType.CONFIRM_LOOP,
                9,
                "[{\"pk\":\"" + REMOTE.key() + "\",\"port\":10},{\"pk\":\"" + REMOTE.key() + "\",\"port\":" + remotePort
                        + "}]");
    }

    @Test
    void opensAndAcceptsOnlyTheLoopsItAsksFor() throws Exception {
        permissions = LoopPermissions.parse("*:20", "11");
        App app = seated();

        var thrown = assertThrows(java.net.ConnectException.class, () -> app.dial(REMOTE, LONG));
        confirm(1);

        assertEquals(
                "dial: not permitted: helloworld asks for *:20 in its Skywire-Dial, got " + REMOTE,
                thrown.getMessage());
        assertEquals("-2 9 port is not bound", next());
        assertEquals(java.util.Optional.empty(), app.addr());
    }

    @Test
    void refusesWhatOnlyAnAppMaySay() throws Exception {
        seated();

        frame(FrameType.CREATE_LOOP, 1, "{}");
        assertEquals("-2 1 unexpected frame", next());
        frame((byte) 77, 2, "");
        assertEquals("-2 2 unexpected frame", next());
        frame(
                FrameType.SEND,
                3,
                "{\"addr\":{\"port\":1,\"remote\":{\"pk\":\"" + REMOTE.key() + "\",\"port\":2}},\"payload\":\"\"}");
        assertEquals("-2 3 unknown loop", next());
        frame(FrameType.CONFIRM_LOOP, 4, "[]");
        assertEquals("-2 4 confirm: expected an array of two addresses", next());
        frame(FrameType.SUCCESS, 200, "null");
        frame(FrameType.CREATE_LOOP, 5, "");
        assertEquals("-2 5 unexpected frame", next());
    }

    @Test
    void endsWithItsNode() throws Exception {
        App app = seated();
        Loop loop = dialled(app);
        CompletableFuture<Exception> accepting = failure(app::accept);
        CompletableFuture<Exception> reading = failure(() -> loop.read(ByteBuffer.allocate(1)));

        toApp.sink().close();

        assertTrue(
                accepting.get() instanceof ClosedChannelException,
                accepting.get().toString());
        Exception broken = reading.get();
        assertTrue(broken instanceof SocketException || broken instanceof ClosedChannelException, broken.toString());
        assertThrows(ClosedChannelException.class, () -> app.dial(REMOTE, LONG));
        assertFalse(toNode.sink().isOpen());
    }

    @Test
    void letsAnAppReadWhatCameBeforeItsNodeWasLost() throws Exception {
        App app = seated();
        Loop loop = dialled(app);
        frame(
                FrameType.SEND,
                3,
                "{\"addr\":{\"port\":50000,\"remote\":{\"pk\":\"" + REMOTE.key()
                        + "\",\"port\":10}},\"payload\":\"cG9uZw==\"}");
        assertEquals("-1 3 null", next());

        toApp.sink().close();

        assertThrows(ClosedChannelException.class, app::accept);
        assertEquals("pong", read(loop));
        assertEquals(
                "the node has closed the pipe",
                assertThrows(SocketException.class, () -> read(loop)).getMessage());
    }

    @Test
    void endsWithAProtocolErrorAtAFrameOfNoLength() throws Exception {
        App app = seated();
        Loop loop = dialled(app);
        CompletableFuture<Exception> reading = failure(() -> loop.read(ByteBuffer.allocate(1)));

        toApp.sink().write(ByteBuffer.wrap(new byte[] {0, 1, 3, 0}));

        Exception broken = reading.get();
        assertTrue(broken instanceof SocketException || broken instanceof ClosedChannelException, broken.toString());
        assertThrows(ClosedChannelException.class, app::accept);
    }

    @Test
    void closesItsLoopsAndPipesWhenTheAppIsClosed() throws Exception {
        App app = seated();
        Loop loop = dialled(app);
        Future<?> closing = threads.submit(app::close);

        assertTrue(next().startsWith("4 0 "));
        frame(FrameType.FAILURE, 0, "route setup: no nodes");
        closing.get();

        assertFalse(loop.isOpen());
        assertFalse(toApp.source().isOpen());
        assertFalse(toNode.sink().isOpen());
        app.close();
    }

    /** The node vanishes after any number of the bytes of a whole session. */
    @Test
    void endsWhereverItsStreamIsCut() throws Exception {
        byte[] stream = session();
        int seatedAt = frameOf(FrameType.SUCCESS, 0, "null").remaining();
        for (int cut = 0; cut <= stream.length; cut++) {
            Pipe in = Pipe.open();
            Pipe out = Pipe.open();
            Future<String> course = threads.submit(() -> course(in, out));
            assertTrue(new FrameReader(out.source()).read((type, id, body) -> {}), "Init has come");
            in.sink().write(ByteBuffer.wrap(stream, 0, cut));
            in.sink().close();

            String steps = course.get(10, TimeUnit.SECONDS);

            assertTrue("seated, accepted, pong, ".startsWith(steps), steps);
            assertEquals(cut >= seatedAt, steps.startsWith("seated"), "cut at " + cut);
            assertFalse(in.source().isOpen());
            assertFalse(out.sink().isOpen());
            out.source().close();
        }
    }

    private static byte[] session() {
        String remote = "{\"pk\":\"" + REMOTE.key() + "\",\"port\":7}";
        ByteBuffer all = ByteBuffer.allocate(2048);
        all.put(frameOf(FrameType.SUCCESS, 0, "null"));
        all.put(frameOf(FrameType.CONFIRM_LOOP, 0, "[{\"pk\":\"" + REMOTE.key() + "\",\"port\":10}," + remote + "]"));
        all.put(frameOf(
                FrameType.SEND, 1, "{\"addr\":{\"port\":10,\"remote\":" + remote + "},\"payload\":\"cG9uZw==\"}"));
        return Arrays.copyOf(all.array(), all.position());
    }

    /** How far an app comes before its node is gone. */
    private static String course(Pipe in, Pipe out) {
        StringBuilder steps = new StringBuilder();
        AppSeat asked = new AppSeat(new AppConfig("chat", "1.0"));
        try (App app = PipeSeat.connect(asked, new PipeEnds(in.source(), out.sink(), new JavaSendCodec()))) {
            steps.append("seated, ");
            try (Loop loop = app.accept()) {
                steps.append("accepted, ").append(read(loop)).append(", ");
                loop.read(ByteBuffer.allocate(1));
            }
            return steps + "went on";
        } catch (IOException e) {
            return steps.toString();
        }
    }

    @Test
    void closesWithinItsBoundWhenItsNodeDoesNotRead() throws Exception {
        App app = seated();
        Loop loop = dialled(app);
        loop.setWriteTimeout(Duration.ofMillis(50));
        for (int count = 0; count < 200; count++) {
            threads.submit(() -> app.dial(REMOTE, Duration.ofMillis(1)));
        }
        assertThrows(SocketTimeoutException.class, () -> loop.write(ByteBuffer.allocate(Loop.MAX_MESSAGE)));

        long begun = System.nanoTime();
        app.close();

        assertTrue(
                System.nanoTime() - begun < Limits.CLOSE_TIMEOUT.plusSeconds(2).toNanos());
        assertFalse(loop.isOpen());
        assertFalse(toApp.source().isOpen());
        assertFalse(toNode.sink().isOpen());
    }

    private static CompletableFuture<Exception> failure(Callable<?> call) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return new Exception("came back with " + call.call());
            } catch (Exception e) {
                return e;
            }
        });
    }

    private App seated() throws Exception {
        Future<App> app = connect("helloworld", Dialect.BOTH, 8);
        answer(FrameType.INIT, FrameType.SUCCESS, "null");
        return app.get();
    }

    private Loop dialled(App app) throws Exception {
        Future<Loop> dialling = threads.submit(() -> app.dial(REMOTE, LONG));
        answer(FrameType.CREATE_LOOP, FrameType.SUCCESS, "{\"pk\":\"" + REMOTE.key() + "\",\"port\":50000}");
        return dialling.get();
    }

    private String answer(byte expected, byte type, String body) throws IOException {
        String request = next();
        assertTrue(request.startsWith(expected + " 0 "), request);
        frame(type, 0, body);
        return request;
    }

    private void frame(byte type, int id, String text) throws IOException {
        toApp.sink().write(frameOf(type, id, text));
    }

    private static ByteBuffer frameOf(byte type, int id, String text) {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        ByteBuffer frame = ByteBuffer.allocate(FrameHead.SIZE + body.length);
        FrameHead.write(frame, 0, type, id, body.length);
        return frame.position(FrameHead.SIZE).put(body).flip();
    }

    private final java.util.ArrayDeque<String> received = new java.util.ArrayDeque<>();

    private String next() throws IOException {
        while (received.isEmpty()) {
            assertTrue(fromApp.read(
                    (type, id, body) -> received.add(type + " " + id + " " + StandardCharsets.UTF_8.decode(body))));
        }
        return received.remove();
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String read(Loop loop) throws IOException {
        ByteBuffer target = ByteBuffer.allocate(100);
        loop.read(target);
        return StandardCharsets.UTF_8.decode(target.flip()).toString();
    }
}
