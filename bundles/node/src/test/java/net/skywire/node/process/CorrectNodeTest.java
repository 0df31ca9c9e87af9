package net.skywire.node.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import net.skywire.app.Addr;
import net.skywire.app.App;
import net.skywire.app.AppConfig;
import net.skywire.app.Loop;
import net.skywire.app.spi.AppSeat;
import net.skywire.node.exchange.Exchange;
import net.skywire.node.exchange.NodeApp;
import net.skywire.node.port.PortTable;
import net.skywire.pipe.Limits;
import net.skywire.pipe.PipeSeat;
import net.skywire.pipe.frame.Dialect;
import net.skywire.pipe.frame.FrameHead;
import net.skywire.pipe.frame.FrameType;
import net.skywire.pipe.session.FramePipe;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a correct node does where the original fails, in the order of docs/protocol/pipe-v1.md; then what it answers. */
@Timeout(60)
class CorrectNodeTest extends SeatsOfANode {

    // What goes wrong in the original

    @ParameterizedTest
    @ValueSource(strings = {"0000", "0001", "00010300"})
    void endsOnlyTheConnectionOfAFrameTooShort(String hex) throws Exception {
        FramePipe server = seated("server", 10);
        FramePipe client = seated("client", 20);
        open(client, server, 10);
        FramePipe broken = seated("broken", 30);

        broken.toNode().write(ByteBuffer.wrap(HexFormat.of().parseHex(hex)));

        assertThrows(IOException.class, broken::next);
        assertTrue(admissions.get(2).over.get(10, TimeUnit.SECONDS).getMessage().startsWith("frame length "));
        carries(client, server, "cGluZw==");
    }

    @Test
    void servesNothingBeforeInit() throws Exception {
        FramePipe server = seated("server", 10);
        FramePipe early = seat("early", 20, Dialect.BOTH);

        assertEquals("-2 0 unexpected frame", early.ask(FrameType.CREATE_LOOP, address(10)));
        assertEquals("-2 0 unexpected frame", early.ask(FrameType.SEND, send(49152, 10, "eA==")));
        assertEquals("-2 0 unexpected frame", early.ask(FrameType.CLOSE, loop(49152, 10)));
        assertTrue(exchange.ports().owner(49152).isEmpty());
        assertEquals("-1 0 null", early.ask(FrameType.INIT, INIT));
        open(early, server, 10);
    }

    @ParameterizedTest
    @EnumSource(names = {"GO_2019_06", "GO_2019_09"})
    void letsNobodySendOnOrCloseALoopOfAnother(Dialect dialect) throws Exception {
        FramePipe server = seated("server", 10);
        FramePipe client = seated("client", 20);
        FramePipe thief = seated("thief", 30);
        open(client, server, 10);

        assertEquals("-2 0 port is not bound", thief.ask(FrameType.SEND, send(dialect, 49152, 10, "eA==")));
        assertEquals("-2 0 port is not bound", thief.ask(FrameType.SEND, send(dialect, 10, 49152, "eA==")));
        assertEquals("-2 0 port is not bound", thief.ask(FrameType.CLOSE, close(dialect, 49152, 10)));
        assertEquals("-2 0 port is not bound", thief.ask(FrameType.CLOSE, close(dialect, 10, 49152)));
        assertEquals("-2 0 unknown loop", thief.ask(FrameType.SEND, send(dialect, 30, 10, "eA==")));
        assertEquals("-1 0 null", thief.ask(FrameType.CLOSE, close(dialect, 30, 10)));
        carries(client, server, "cGluZw==");
    }

    @Test
    void refusesALoopThatNobodyAcceptsOnceTheBacklogIsFull() throws Exception {
        App server = bundle("server", 10);
        FramePipe client = seated("client", 20);
        for (int count = 0; count < Limits.BACKLOG; count++) {
            assertTrue(client.ask(FrameType.CREATE_LOOP, address(10)).startsWith("-1 0 {"));
        }

        assertEquals("-2 0 confirm: accept backlog is full", client.ask(FrameType.CREATE_LOOP, address(10)));

        server.accept(LONG);
        assertTrue(client.ask(FrameType.CREATE_LOOP, address(10)).startsWith("-1 0 {"));
    }

    @ParameterizedTest
    @EnumSource(names = {"GO_2019_06", "GO_2019_09"})
    void tellsTheOtherEndOfALocalLoopThatItIsClosed(Dialect dialect) throws Exception {
        FramePipe server = seat("server", 10, dialect);
        assertEquals("-1 0 null", server.ask(FrameType.INIT, INIT));
        FramePipe client = seated("client", 20);
        open(client, server, 10);

        assertEquals("-1 0 null", client.ask(FrameType.CLOSE, close(dialect, 49152, 10)));

        assertEquals("4 0 " + close(dialect, 10, 49152), server.next());
        server.frame(FrameType.SUCCESS, 0, "null");
        assertEquals("-2 5 unknown loop", ask(server, FrameType.SEND, 5, send(dialect, 10, 49152, "eA==")));
    }

    @Test
    void losesNoPortToADialThatFails() throws Exception {
        FramePipe server = seated("server", 10);
        FramePipe client = seated("client", 20);
        for (int round = 0; round < 20_000; round++) {
            assertEquals("-2 0 confirm: port is not bound", client.ask(FrameType.CREATE_LOOP, address(11)));
        }
        for (int round = 0; round < 100; round++) {
            client.frame(FrameType.CREATE_LOOP, 0, address(10));
            server.frame(FrameType.FAILURE, idOf(server.next()), "no");
            assertEquals("-2 0 confirm: no", client.next());
        }

        assertEquals(0, bound());
    }

    @Test
    void givesAnAppItsStaticPortThoughALoopHasItAlready() throws Exception {
        FramePipe server = seated("server", 10);
        FramePipe client = seated("client", 20);
        open(client, server, 10);

        FramePipe late = seated("late", 49152);

        carries(client, server, "cGluZw==");
        client.frame(FrameType.CREATE_LOOP, 7, address(49152));
        late.frame(FrameType.SUCCESS, idOf(late.next()), "null");
        assertTrue(client.next().startsWith("-1 7 {"));
        late.close();
        assertEquals("4 0 " + loop(49153, 49152), client.next());
        carries(client, server, "cG9uZw==");
    }

    @Test
    void freesThePortOfAnAppTheMomentItIsGone() throws Exception {
        FramePipe server = seated("server", 10);
        FramePipe client = seated("client", 20);
        open(client, server, 10);
        open(client, server, 10);

        server.close();

        assertTrue(client.next().startsWith("4 0 "));
        assertTrue(client.next().startsWith("4 1 "));
        admissions.get(0).over.get(10, TimeUnit.SECONDS);
        FramePipe again = seated("server", 10);
        client.frame(FrameType.SUCCESS, 0, "null");
        open(client, again, 10);
    }

    @Test
    void stallsNobodyForAnAppThatAnswersNothing() throws Exception {
        seated("silent", 10);
        FramePipe flooder = seated("flooder", 20);
        FramePipe server = seated("server", 30);
        FramePipe client = seated("client", 40);
        for (int count = 0; count < Limits.REQUEST_IDS + Limits.WAITING_REQUESTS; count++) {
            flooder.frame(FrameType.CREATE_LOOP, count & 0xff, address(10));
        }
        String tooMany = "confirm: too many requests wait for an answer: " + Limits.WAITING_REQUESTS;
        assertEquals("-2 77 " + tooMany, ask(flooder, FrameType.CREATE_LOOP, 77, address(10)));
        assertEquals("-2 78 " + tooMany, ask(client, FrameType.CREATE_LOOP, 78, address(10)));

        open(client, server, 30);

        for (int count = 0; count < Limits.REQUEST_IDS + Limits.WAITING_REQUESTS; count++) {
            assertTrue(flooder.next().endsWith(" confirm: the app did not answer within 5000 ms"));
        }
        assertEquals(1, bound());
    }

    /** Ports of loops. */
    private long bound() {
        return IntStream.rangeClosed(49152, 65535)
                .filter(port -> exchange.ports().owner(port).isPresent())
                .count();
    }

    @Test
    void endsTheLoopsOfAnAppWithItsPipe() throws Exception {
        App server = bundle("server", 10);
        FramePipe client = seated("client", 20);
        client.ask(FrameType.CREATE_LOOP, address(10));
        client.ask(FrameType.SEND, send(49152, 10, "cGluZw=="));
        Loop loop = server.accept(LONG);

        client.close();

        assertEquals("ping", read(loop));
        assertEquals(-1, loop.read(ByteBuffer.allocate(1)));
    }

    @Test
    void tellsTheCallerWhenThereIsNoPortLeft() throws Exception {
        exchange = new Exchange(KEY, new PortTable<>(NodeApp::name, 65534));
        FramePipe server = seated("server", 10);
        FramePipe client = seated("client", 20);
        open(client, server, 10);
        open(client, server, 10);

        assertEquals("-2 0 no free port in 65534..65535", client.ask(FrameType.CREATE_LOOP, address(10)));

        client.ask(FrameType.CLOSE, loop(65534, 10));
        assertTrue(server.next().startsWith("4 "));
        open(client, server, 10);
    }

    @Test
    void writesNoPayloadToTheLog() throws Exception {
        List<String> lines = Collections.synchronizedList(new ArrayList<>());
        Handler catcher = new Handler() {
            @Override
            public void publish(LogRecord line) {
                lines.add(line.getMessage());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger root = Logger.getLogger("net.skywire");
        root.addHandler(catcher);
        try {
            FramePipe server = seated("server", 10);
            FramePipe client = seated("client", 20);
            open(client, server, 10);
            carries(client, server, "cGluZw==");
            client.ask(FrameType.SEND, send(49152, 10, "cGluZw="));
            client.ask(FrameType.SEND, "{\"payload\":\"cGluZw==\"");
            client.toNode().write(ByteBuffer.wrap(client.bytes(FrameType.SEND, 0, "cGluZw=="), 0, 9));
            client.close();
            assertTrue(admissions.get(1).over.get(10, TimeUnit.SECONDS) != null);
        } finally {
            root.removeHandler(catcher);
        }
        assertTrue(lines.stream().noneMatch(line -> line.contains("cGlu") || line.contains("ping")), lines::toString);
    }

    @Test
    void waitsForAConfirmationForASetTimeAndClosesWhatIsConfirmedLater() throws Exception {
        FramePipe silent = seated("silent", 10);
        FramePipe client = seated("client", 20);

        client.frame(FrameType.CREATE_LOOP, 4, address(10));
        String confirm = silent.next();
        assertEquals("-2 4 confirm: the app did not answer within 5000 ms", client.next());
        assertFalse(exchange.ports().owner(49152).isPresent());
        assertEquals("-1 0 {\"pk\":\"" + KEY + "\",\"port\":49153}", opened(client, silent, 1));
        silent.frame(FrameType.SUCCESS, idOf(confirm), "null");

        assertEquals("4 0 " + close(Dialect.BOTH, 10, 49152), silent.next());
        silent.frame(FrameType.SUCCESS, 0, "null");
    }

    /** A dial under id 0, confirmed under the id that is expected. */
    private static String opened(FramePipe client, FramePipe server, int expectedId) throws IOException {
        client.frame(FrameType.CREATE_LOOP, 0, address(10));
        String confirm = server.next();
        assertEquals(expectedId, idOf(confirm));
        server.frame(FrameType.SUCCESS, expectedId, "null");
        return client.next();
    }

    // Ids

    @Test
    void answersRequestsUnderEachOfThe256Ids() throws Exception {
        App server = bundle("server", 10);
        FramePipe client = seated("client", 20);
        client.ask(FrameType.CREATE_LOOP, address(10));
        Loop loop = server.accept(LONG);

        for (int id = 0; id < 256; id++) {
            assertEquals("-1 " + id + " null", ask(client, FrameType.SEND, id, send(49152, 10, "eA==")));
            assertEquals("x", read(loop));
        }
    }

    @Test
    void answers300RequestsThatComeAtOnceEachUnderItsId() throws Exception {
        FramePipe client = seated("client", 20);
        for (int count = 0; count < 300; count++) {
            client.frame(FrameType.CREATE_LOOP, count & 0xff, address(10));
        }

        for (int count = 0; count < 300; count++) {
            assertEquals("-2 " + (count & 0xff) + " confirm: port is not bound", client.next());
        }
    }

    @Test
    void passesOverAnswersToNobody() throws Exception {
        FramePipe server = seated("server", 10);
        FramePipe client = seated("client", 20);
        for (int id = 0; id < 256; id++) {
            server.frame(FrameType.SUCCESS, id, "[[[");
            server.frame(FrameType.FAILURE, id, "no");
        }
        assertEquals("-2 0 unexpected frame", server.ask(FrameType.INIT, INIT), "once all of it has been read");

        open(client, server, 10);

        carries(client, server, "cGluZw==");
    }

    @Test
    void takesAnswersInWhateverOrderTheyCome() throws Exception {
        FramePipe server = seated("server", 10);
        List<FramePipe> clients = new ArrayList<>();
        List<String> confirms = new ArrayList<>();
        for (int port = 20; port < 25; port++) {
            FramePipe client = seated("client", port);
            clients.add(client);
            client.frame(FrameType.CREATE_LOOP, 0, address(10));
            confirms.add(server.next());
        }
        assertEquals(
                Set.of(0, 1, 2, 3, 4),
                new TreeSet<>(confirms.stream().map(SeatsOfANode::idOf).toList()));

        for (int at = 4; at >= 0; at--) {
            server.frame(FrameType.SUCCESS, idOf(confirms.get(at)), "null");
            assertEquals(
                    "-1 0 {\"pk\":\"" + KEY + "\",\"port\":" + (49152 + at) + "}",
                    clients.get(at).next());
        }
    }

    // Frames

    @Test
    void takesTheLongestFrame() throws Exception {
        App server = bundle("server", 10);
        FramePipe client = seated("client", 20);
        client.ask(FrameType.CREATE_LOOP, address(10));
        Loop loop = server.accept(LONG);
        String send = send(49152, 10, "eA==");
        String longest = " ".repeat(FrameHead.MAX_BODY - send.length()) + send;

        Future<String> answer = threads.submit(() -> ask(client, FrameType.SEND, 1, longest));

        assertEquals("-1 1 null", answer.get());
        assertEquals("x", read(loop));
    }

    @Test
    void understandsAFrameHoweverItIsCut() throws Exception {
        FramePipe client = seated("client", 20);
        byte[] frame = client.bytes(FrameType.CREATE_LOOP, 9, address(10));

        for (int cut = 1; cut < frame.length; cut++) {
            client.toNode().write(ByteBuffer.wrap(frame, 0, cut));
            client.toNode().write(ByteBuffer.wrap(frame, cut, frame.length - cut));
            assertEquals("-2 9 confirm: port is not bound", client.next());
        }
        for (byte one : frame) {
            client.toNode().write(ByteBuffer.wrap(new byte[] {one}));
        }
        assertEquals("-2 9 confirm: port is not bound", client.next());
    }

    @Test
    void saysWhereAStreamEndedInsideOfAFrame() throws Exception {
        int initLength = INIT.length() + FrameHead.SIZE;
        FramePipe first = seated("whole", 20);
        byte[] frame = first.bytes(FrameType.CREATE_LOOP, 9, address(10));
        for (int cut = 1; cut < frame.length; cut++) {
            FramePipe client = seated("cut" + cut, 100 + cut);
            client.toNode().write(ByteBuffer.wrap(frame, 0, cut));
            client.toNode().close();

            assertEquals(
                    "stream ended at byte " + (initLength + cut) + ", " + cut + " bytes into the frame at byte "
                            + initLength,
                    admissions.get(cut).over.get(10, TimeUnit.SECONDS).getMessage());
            assertFalse(exchange.ports().owner(100 + cut).isPresent());
        }
    }

    @Test
    void refusesEveryTypeThatIsNotAnAppsToSay() throws Exception {
        FramePipe client = seated("client", 20);
        for (int type = 0; type < 0xfe; type++) {
            if (type != FrameType.CREATE_LOOP && type != FrameType.SEND && type != FrameType.CLOSE) {
                assertEquals("-2 3 unexpected frame", ask(client, (byte) type, 3, INIT), "type " + type);
            }
        }
    }

    // Loops

    @Test
    void letsAnAppDialItself() throws Exception {
        FramePipe app = seated("app", 20);

        app.frame(FrameType.CREATE_LOOP, 5, address(20));
        assertEquals("2 0 [" + address(20) + "," + address(49152) + "]", app.next());
        app.frame(FrameType.SUCCESS, 0, "null");
        assertEquals("-1 5 " + address(49152), app.next());
        app.frame(FrameType.SEND, 6, send(49152, 20, "eA=="));
        assertEquals("3 0 " + send(20, 49152, "eA=="), app.next());
        app.frame(FrameType.SUCCESS, 0, "null");
        assertEquals("-1 6 null", app.next());
        app.frame(FrameType.CLOSE, 7, loop(20, 49152));
        Set<String> both = new TreeSet<>(List.of(app.next(), app.next()));
        assertEquals(Set.of("-1 7 null", "4 0 " + loop(49152, 20)), both);
    }

    @ParameterizedTest
    @EnumSource(names = {"GO_2019_06", "GO_2019_09"})
    void takesACloseThatCrossesItsOwn(Dialect dialect) throws Exception {
        FramePipe server = seated("server", 10);
        FramePipe client = seated("client", 20);
        open(client, server, 10);

        assertEquals("-1 1 null", ask(server, FrameType.CLOSE, 1, close(dialect, 10, 49152)));
        assertEquals("4 0 " + close(Dialect.BOTH, 49152, 10), client.next());
        assertEquals("-1 1 null", ask(client, FrameType.SEND, 1, send(dialect, 49152, 10, "eA==")));
        assertEquals("-1 2 null", ask(client, FrameType.CLOSE, 2, close(dialect, 49152, 10)));
        client.frame(FrameType.FAILURE, 0, "unknown loop");

        assertEquals("-2 3 port is not bound", ask(client, FrameType.CLOSE, 3, close(dialect, 49152, 10)));
        assertEquals("-1 2 null", ask(server, FrameType.CLOSE, 2, close(dialect, 10, 49152)));
        assertEquals(0, bound());
    }

    /** A Go app closes a loop when a Send is refused, and one of 2019-06 crashes if Close comes just then. */
    @Test
    void refusesNoSendOfAGoAppWhoseLoopEndsMeanwhile() throws Exception {
        FramePipe server = seated("server", 10);
        FramePipe client = seated("client", 20);
        open(client, server, 10);
        client.frame(FrameType.SEND, 1, send(49152, 10, "cGluZw=="));
        assertTrue(server.next().startsWith("3 "));
        client.frame(FrameType.SEND, 2, send(49152, 10, "cGluZw=="));
        client.ask(FrameType.CREATE_LOOP, address(11));

        server.close();

        Set<String> answers = new TreeSet<>(List.of(client.next(), client.next(), client.next()));
        assertEquals(Set.of("-1 1 null", "-1 2 null", "4 0 " + loop(49152, 10)), answers);
    }

    /** A Go app says that it has a loop before it knows it. */
    @Test
    void givesAGoAppTimeToKnowALoopBeforeItIsClosed() throws Exception {
        FramePipe server = seated("server", 10);
        FramePipe client = seated("client", 20);
        open(client, server, 10);
        long begin = System.nanoTime();

        client.ask(FrameType.CLOSE, loop(49152, 10));

        assertTrue(server.next().startsWith("4 "));
        assertTrue(System.nanoTime() - begin >= Limits.UNUSED_LOOP.toNanos());
    }

    @Test
    void keepsOneSendOnItsWayToAPeerThatDoesNotKnowOfWindows() throws Exception {
        FramePipe server = seat("server", 10, Dialect.GO_2019_06);
        assertEquals("-1 0 null", server.ask(FrameType.INIT, INIT));
        FramePipe client = seated("client", 20);
        open(client, server, 10);

        for (int id = 0; id < 10; id++) {
            client.frame(FrameType.SEND, id, send(49152, 10, "AAA" + (char) ('A' + id)));
        }

        for (int id = 0; id < 10; id++) {
            assertEquals("3 0 " + send(10, 49152, "AAA" + (char) ('A' + id)), server.next());
            server.frame(FrameType.SUCCESS, 0, "null");
            assertEquals("-1 " + id + " null", client.next());
        }
    }

    @Test
    void hasAWindowOfSendsOnTheirWayToAPeerThatAsksForIt() throws Exception {
        FramePipe server = seat("server", 10, Dialect.BOTH);
        assertEquals(
                "-1 0 {\"send-window\":8,\"addr\":" + address(10) + "}",
                server.ask(FrameType.INIT, INIT.replace("}", ",\"send-window\":8}")));
        FramePipe client = seated("client", 20);
        open(client, server, 10);

        for (int id = 0; id < 9; id++) {
            client.frame(FrameType.SEND, id, send(49152, 10, "AAA" + (char) ('A' + id)));
        }

        for (int id = 0; id < 8; id++) {
            assertEquals("3 " + id + " " + send(10, 49152, "AAA" + (char) ('A' + id)), server.next());
        }
        server.frame(FrameType.SUCCESS, 3, "null");
        assertEquals("-1 3 null", client.next());
        assertEquals("3 3 " + send(10, 49152, "AAAI"), server.next());
    }

    @Test
    void grantsTheLargestWindowThereIsAndNoLarger() throws Exception {
        FramePipe first = seat("first", 10, Dialect.BOTH);
        assertEquals(
                "-1 0 {\"send-window\":255,\"addr\":" + address(10) + "}",
                first.ask(FrameType.INIT, INIT.replace("}", ",\"send-window\":255}")));

        FramePipe second = seat("second", 11, Dialect.BOTH);
        String answer = second.ask(FrameType.INIT, INIT.replace("}", ",\"send-window\":256}"));
        assertEquals("-2 0 send-window: expected a number in 1..255, got 256", answer);
    }

    // Answers

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "0239|-2 0 address: public key: expected 66 hex digits, got 4 characters",
                "{KEY}|-2 0 confirm: port is not bound",
                "{UPPER}|-2 0 confirm: port is not bound",
                "03{REST}|-2 0 no route: this node has no link to other nodes",
            })
    void saysWhyADialFails(String key, String answer) throws Exception {
        FramePipe client = seated("client", 20);
        String text = key.replace("{KEY}", KEY.toString())
                .replace("{UPPER}", KEY.toString().toUpperCase(java.util.Locale.ROOT))
                .replace("{REST}", KEY.toString().substring(2));

        assertEquals(answer, client.ask(FrameType.CREATE_LOOP, "{\"pk\":\"" + text + "\",\"port\":10}"));
    }

    @Test
    void handsOnTheReasonOfAnAppThatRefuses() throws Exception {
        FramePipe server = seated("server", 10);
        FramePipe client = seated("client", 20);

        client.frame(FrameType.CREATE_LOOP, 0, address(10));
        server.frame(FrameType.FAILURE, idOf(server.next()), "not\ntoday");

        assertEquals("-2 0 confirm: not?today", client.next());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "{}", "[]", "\"yes\"", "not JSON", "[[[[[[[[[[[[[[[[[[[["})
    void takesASuccessForYesWhateverIsInIt(String body) throws Exception {
        FramePipe server = seated("server", 10);
        FramePipe client = seated("client", 20);

        client.frame(FrameType.CREATE_LOOP, 0, address(10));
        server.frame(FrameType.SUCCESS, idOf(server.next()), body);
        assertEquals("-1 0 " + address(49152), client.next());
        client.frame(FrameType.SEND, 0, send(49152, 10, "eA=="));
        server.frame(FrameType.SUCCESS, idOf(server.next()), body);

        assertEquals("-1 0 null", client.next());
    }

    @Test
    void answersACloseAtOnceThoughSendsAreStillToBeAnswered() throws Exception {
        FramePipe server = seated("server", 10);
        FramePipe client = seated("client", 20);
        open(client, server, 10);
        client.frame(FrameType.SEND, 0, send(49152, 10, "cGluZw=="));
        String sent = server.next();

        assertEquals("-1 1 null", ask(client, FrameType.CLOSE, 1, loop(49152, 10)));

        server.frame(FrameType.SUCCESS, idOf(sent), "null");
        assertEquals("-1 0 null", client.next());
        assertEquals("4 0 " + close(Dialect.BOTH, 10, 49152), server.next());
    }

    @Test
    void servesAnAppOfOursAndOneOfGosAlike() throws Exception {
        FramePipe ours = seat("ours", 10, Dialect.BOTH);
        App server = PipeSeat.connect(new AppSeat(new AppConfig("ours", "1.0")), ours.ofApp());
        FramePipe go = seated("go", 20);
        go.ask(FrameType.CREATE_LOOP, address(10));

        try (Loop loop = server.accept(LONG)) {
            assertEquals("-1 0 null", go.ask(FrameType.SEND, send(Dialect.GO_2019_09, 49152, 10, "cGluZw==")));
            assertEquals("ping", read(loop));
            assertEquals(new Addr(KEY, 10), server.addr().orElseThrow());
            Future<Integer> writing = threads.submit(() -> loop.write(bytes("pong")));
            assertEquals("3 0 " + send(Dialect.GO_2019_09, 49152, 10, "cG9uZw=="), go.next());
            go.frame(FrameType.SUCCESS, 0, "null");
            assertEquals(4, writing.get());
        }
        go.next();
        go.close();
        server.close();
    }

    private static String ask(FramePipe pipe, byte type, int id, String body) throws IOException {
        pipe.frame(type, id, body);
        return pipe.next();
    }

    /** One message on the first loop of {@code client}, answered. */
    private static void carries(FramePipe client, FramePipe server, String base64) throws IOException {
        client.frame(FrameType.SEND, 200, send(49152, 10, base64));
        String sent = server.next();
        assertTrue(sent.startsWith("3 ") && sent.endsWith("\"" + base64 + "\"}"), sent);
        server.frame(FrameType.SUCCESS, idOf(sent), "null");
        assertEquals("-1 200 null", client.next());
    }

    private static String later(int local, int remote) {
        return "\"Local\":{\"pk\":\"" + "0".repeat(66) + "\",\"port\":" + local + "},\"Remote\":" + address(remote);
    }

    private static String close(Dialect dialect, int local, int remote) {
        return switch (dialect) {
            case GO_2019_06 -> loop(local, remote);
            case GO_2019_09 -> "{" + later(local, remote) + "}";
            case BOTH -> loop(local, remote).replaceFirst("}$", "") + "," + later(local, remote) + "}";
        };
    }

    private static String send(Dialect dialect, int local, int remote, String base64) {
        return dialect == Dialect.GO_2019_06
                ? send(local, remote, base64)
                : "{\"loop\":{" + later(local, remote) + "},\"payload\":\"" + base64 + "\"}";
    }
}
