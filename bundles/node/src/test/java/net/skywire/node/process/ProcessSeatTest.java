package net.skywire.node.process;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import net.skywire.app.Addr;
import net.skywire.app.App;
import net.skywire.app.AppConfig;
import net.skywire.app.Loop;
import net.skywire.app.spi.AppSeat;
import net.skywire.node.exchange.Exchange;
import net.skywire.node.exchange.NodeApp;
import net.skywire.node.port.PortTable;
import net.skywire.pipe.PipeSeat;
import net.skywire.pipe.frame.Dialect;
import net.skywire.pipe.frame.FrameType;
import net.skywire.pipe.session.FramePipe;
import net.skywire.pipe.session.RecordedSession;
import net.skywire.pipe.session.SessionPlayer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A node's end of the pipe, on real pipes, with bundles at other seats of the same node. */
@Timeout(60)
class ProcessSeatTest extends SeatsOfANode {

    @ParameterizedTest
    @CsvSource({"2019-06,GO_2019_06", "2019-09,GO_2019_09"})
    void saysToAGoClientJustWhatGoSaid(String name, Dialect dialect) throws Exception {
        RecordedSession session = RecordedSession.read("helloworld-client-" + name);
        exchange = new Exchange(session.key(), new PortTable<>(NodeApp::name, 12));
        App server = bundle("server", 10);
        Future<?> serving = threads.submit(() -> pong(server));
        FramePipe pipe = seat("helloworld", 1000, dialect);

        new SessionPlayer(session, true, pipe.fromNode(), pipe.toNode()).play();

        serving.get();
    }

    private static Void pong(App server) throws IOException {
        try (Loop loop = server.accept(LONG)) {
            assertEquals("ping", read(loop));
            loop.write(bytes("pong"));
            assertEquals(-1, loop.read(ByteBuffer.allocate(1)));
        }
        return null;
    }

    @ParameterizedTest
    @CsvSource({"2019-06,GO_2019_06", "2019-09,GO_2019_09"})
    void saysToAGoServerJustWhatGoSaid(String name, Dialect dialect) throws Exception {
        RecordedSession session = RecordedSession.read("helloworld-server-" + name);
        exchange = new Exchange(session.key(), new PortTable<>(NodeApp::name, 12));
        App client = bundle("client", 1000);
        FramePipe pipe = seat("helloworld", 10, dialect);
        Future<?> playing = threads.submit(() -> {
            new SessionPlayer(session, true, pipe.fromNode(), pipe.toNode()).play();
            return null;
        });
        admissions.get(0).seated.get(10, TimeUnit.SECONDS);

        Loop loop = client.dial(session.server(), LONG);
        loop.write(bytes("ping"));
        assertEquals("pong", read(loop));

        playing.get();
    }

    @Test
    void carriesAStreamBetweenOurProcessAndABundleBothWays() throws Exception {
        App server = bundle("server", 10);
        FramePipe pipe = seat("helloworld", 20, Dialect.BOTH);
        App client = PipeSeat.connect(new AppSeat(new AppConfig("helloworld", "1.0")), pipe.ofApp());
        assertEquals(new Addr(KEY, 20), client.addr().orElseThrow());
        byte[] sent = new byte[5_000_000];
        new Random(5).nextBytes(sent);
        Future<?> echoing = threads.submit(() -> {
            try (Loop loop = server.accept(LONG)) {
                loop.input().transferTo(loop.output());
            }
            return null;
        });

        Loop loop = client.dial(new Addr(KEY, 10), LONG);
        Future<?> writing = threads.submit(() -> {
            loop.output().write(sent);
            return null;
        });
        byte[] received = loop.input().readNBytes(sent.length);
        writing.get();
        loop.close();
        echoing.get();
        client.close();

        assertArrayEquals(sent, received);
    }

    @Test
    void givesBackThePortsOfALoopAndOfAnAppThatVanishes() throws Exception {
        bundle("server", 10);
        FramePipe pipe = seated("helloworld", 20);
        String created = pipe.ask(FrameType.CREATE_LOOP, address(10));
        assertEquals("-1 0 {\"pk\":\"" + KEY + "\",\"port\":49152}", created);
        assertTrue(exchange.ports().owner(49152).isPresent());

        assertEquals("-1 0 null", pipe.ask(FrameType.CLOSE, loop(49152, 10)));
        assertFalse(exchange.ports().owner(49152).isPresent());
        pipe.ask(FrameType.CREATE_LOOP, address(10));
        pipe.close();

        admissions.get(0).over.get(10, TimeUnit.SECONDS);
        assertFalse(exchange.ports().owner(49153).isPresent());
    }

    @Test
    void givesBackThePortOfALoopThatIsRefused() throws Exception {
        FramePipe pipe = seated("helloworld", 20);

        assertEquals("-2 0 confirm: port is not bound", pipe.ask(FrameType.CREATE_LOOP, address(10)));

        App server = bundle("server", 10);
        server.close();
        assertEquals("-2 0 confirm: port is not bound", pipe.ask(FrameType.CREATE_LOOP, address(10)));
        assertFalse(exchange.ports().owner(49152).isPresent());
    }

    @Test
    void letsNobodyUseAnothersPortsOrLoops() throws Exception {
        bundle("server", 10);
        FramePipe owner = seated("owner", 20);
        FramePipe thief = seated("thief", 21);
        owner.ask(FrameType.CREATE_LOOP, address(10));

        String send = "{\"addr\":" + loop(49152, 10) + ",\"payload\":\"eA==\"}";
        assertEquals("-2 0 port is not bound", thief.ask(FrameType.SEND, send));
        assertEquals("-2 0 port is not bound", thief.ask(FrameType.CLOSE, loop(49152, 10)));
        assertEquals("-2 0 unknown loop", thief.ask(FrameType.SEND, send.replace("49152", "21")));
        assertEquals("-1 0 null", owner.ask(FrameType.SEND, send));
    }

    @Test
    void servesNothingBeforeInitAndInitOnce() throws Exception {
        FramePipe pipe = seat("helloworld", 20, Dialect.BOTH);

        for (byte type : new byte[] {1, 2, 3, 4, 77}) {
            assertEquals("-2 0 unexpected frame", pipe.ask(type, "{}"));
        }
        assertEquals("-2 0 init: expected an object, got array", pipe.ask(FrameType.INIT, "[]"));
        assertEquals("-1 0 null", pipe.ask(FrameType.INIT, INIT));
        assertEquals("-2 0 unexpected frame", pipe.ask(FrameType.INIT, INIT));
        assertEquals("-2 0 unexpected frame", pipe.ask(FrameType.CONFIRM_LOOP, "[]"));
    }

    @Test
    void refusesAPortThatIsTaken() throws Exception {
        seated("first", 20);

        assertEquals(
                "-2 0 port 20 is already bound to first",
                seat("second", 20, Dialect.BOTH).ask(FrameType.INIT, INIT));
    }

    @Test
    void hasNoWayToOtherNodes() throws Exception {
        FramePipe pipe = seated("helloworld", 20);

        assertEquals(
                "-2 0 no route: this node has no link to other nodes",
                pipe.ask(FrameType.CREATE_LOOP, address(10).replace("02ab", "03ab")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0000", "0001aa", "0100030", "0006ff00"})
    void losesNoMoreThanTheConnectionOfAnAppThatBreaksTheProtocol(String stream) throws Exception {
        App server = bundle("server", 10);
        FramePipe broken = seated("broken", 20);
        FramePipe healthy = seated("healthy", 21);

        broken.toNode().write(ByteBuffer.wrap(HexFormat.of().parseHex(stream.substring(0, stream.length() / 2 * 2))));
        broken.toNode().close();

        assertThrows(IOException.class, broken::next);
        admissions.get(0).over.get(10, TimeUnit.SECONDS);
        healthy.ask(FrameType.CREATE_LOOP, address(10));
        assertEquals(49152, server.accept(LONG).remoteAddress().port());
    }

    @Test
    void handsOnAMessageThatIsLongerThanAnyOfOursInTwo() throws Exception {
        FramePipe server = seated("server", 10);
        FramePipe client = seated("client", 20);
        client.frame(FrameType.CREATE_LOOP, 0, address(10));
        server.next();
        server.frame(FrameType.SUCCESS, 0, "null");
        client.next();
        byte[] payload = new byte[Loop.MAX_MESSAGE + 1];
        new Random(9).nextBytes(payload);

        client.frame(
                FrameType.SEND,
                3,
                "{\"addr\":" + loop(49152, 10) + ",\"payload\":\""
                        + Base64.getEncoder().encodeToString(payload) + "\"}");
        String first = server.next();
        server.frame(FrameType.SUCCESS, 0, "null");
        String second = server.next();
        server.frame(FrameType.SUCCESS, 0, "null");

        assertEquals("-1 3 null", client.next());
        assertTrue(first.contains(encoded(payload, 0, Loop.MAX_MESSAGE)));
        assertTrue(second.contains(encoded(payload, Loop.MAX_MESSAGE, payload.length)));
    }

    private static String encoded(byte[] payload, int from, int to) {
        return Base64.getEncoder().encodeToString(Arrays.copyOfRange(payload, from, to));
    }

    @Test
    void tellsBothEndsOfAClose() throws Exception {
        App server = bundle("server", 10);
        FramePipe pipe = seated("helloworld", 20);
        pipe.ask(FrameType.CREATE_LOOP, address(10));
        Loop loop = server.accept(LONG);

        loop.close();

        assertTrue(pipe.next().startsWith("4 0 {\"port\":49152,"));
        assertFalse(exchange.ports().owner(49152).isPresent());
    }

    @Test
    void takesTheAnswersOfAnAppThatConfirms() throws Exception {
        App client = bundle("client", 1000);
        FramePipe server = seated("server", 10);
        Future<Loop> dialling = threads.submit(() -> client.dial(new Addr(KEY, 10), LONG));

        assertTrue(server.next().startsWith("2 0 [{\"pk\":"));
        server.frame(FrameType.FAILURE, 0, "not today");

        var refusal = assertThrows(ExecutionException.class, dialling::get).getCause();
        assertTrue(refusal instanceof ConnectException);
        assertEquals("confirm: not today", refusal.getMessage());
    }

    @Test
    void closesALoopThatIsConfirmedTooLate() throws Exception {
        App client = bundle("client", 1000);
        FramePipe server = seated("server", 10);

        assertThrows(SocketTimeoutException.class, () -> client.dial(new Addr(KEY, 10), Duration.ofMillis(1)));
        assertTrue(server.next().startsWith("2 0 "));
        server.frame(FrameType.SUCCESS, 0, "null");

        assertTrue(server.next().startsWith("4 0 "));
        assertFalse(exchange.ports().owner(49152).isPresent());
    }

    @Test
    void takesAnAppThatReadsNoMoreForOneThatHasEnded() throws Exception {
        FramePipe pipe = seated("server", 10);
        App client = bundle("client", 1000);
        pipe.fromNode().close();

        var thrown = assertThrows(ConnectException.class, () -> client.dial(new Addr(KEY, 10), LONG));

        assertEquals("confirm: the pipe is closed", thrown.getMessage());
        assertNull(admissions.get(0).over.get(10, TimeUnit.SECONDS));
    }

    @Test
    void cutsOffAnAppThatAsksAndNeverReads() throws Exception {
        FramePipe pipe = seated("deaf", 20);
        byte[] request = pipe.bytes(FrameType.CREATE_LOOP, 1, address(10));

        assertThrows(IOException.class, () -> {
            while (true) {
                pipe.toNode().write(ByteBuffer.wrap(request));
            }
        });
        admissions.get(0).over.get(10, TimeUnit.SECONDS);
    }

    @Test
    void holdsBackABundleThatWritesToAnAppThatNeverAnswers() throws Exception {
        App client = bundle("client", 1000);
        FramePipe server = seated("server", 10);
        Future<Loop> dialling = threads.submit(() -> client.dial(new Addr(KEY, 10), LONG));
        server.next();
        server.frame(FrameType.SUCCESS, 0, "null");
        Loop loop = dialling.get();
        loop.setWriteTimeout(Duration.ofMillis(50));

        assertThrows(SocketTimeoutException.class, () -> loop.write(ByteBuffer.allocate(10_000_000)));

        assertTrue(server.next().startsWith("3 0 "));
        loop.close();
        server.close();
        admissions.get(0).over.get(10, TimeUnit.SECONDS);
    }
}
