package net.skywire.node.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.ConnectException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import net.skywire.app.Addr;
import net.skywire.app.App;
import net.skywire.app.Loop;
import net.skywire.node.exchange.NodeApp;
import net.skywire.pipe.Limits;
import net.skywire.pipe.SeatLimits;
import net.skywire.pipe.frame.FrameType;
import net.skywire.pipe.loop.LoopPeer;
import net.skywire.pipe.session.FramePipe;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What one app may take up: each limit just reached, and passed. */
@Timeout(60)
class SeatLimitsTest extends SeatsOfANode {

    private static final int QUEUED = SeatLimits.DEFAULT.queuedBytes();
    private static final String TOO_MANY = "too many loops: 2 are open";

    @Test
    void refuseAProcessToDialBeyondItsLoops() throws Exception {
        FramePipe server = seated("server", 10);
        limits = new SeatLimits(2, QUEUED, 255);
        FramePipe client = seated("client", 20);
        open(client, server, 10);
        open(client, server, 10);

        assertEquals("-2 0 " + TOO_MANY, client.ask(FrameType.CREATE_LOOP, address(10)));
        assertTrue(exchange.ports().owner(49154).isEmpty());

        client.ask(FrameType.CLOSE, loop(49152, 10));
        assertTrue(server.next().startsWith("4 "));
        open(client, server, 10);
        assertEquals("-2 0 " + TOO_MANY, client.ask(FrameType.CREATE_LOOP, address(10)));
    }

    @Test
    void refuseOthersToDialAProcessBeyondItsLoops() throws Exception {
        FramePipe client = seated("client", 20);
        limits = new SeatLimits(2, QUEUED, 255);
        FramePipe server = seated("server", 10);
        open(client, server, 10);
        open(client, server, 10);

        assertEquals("-2 0 confirm: " + TOO_MANY, client.ask(FrameType.CREATE_LOOP, address(10)));

        client.ask(FrameType.CLOSE, loop(49152, 10));
        assertTrue(server.next().startsWith("4 "));
        open(client, server, 10);
    }

    @Test
    void countTheLoopsThatAreStillToBeConfirmed() throws Exception {
        FramePipe client = seated("client", 20);
        limits = new SeatLimits(2, QUEUED, 255);
        FramePipe silent = seated("silent", 10);
        client.frame(FrameType.CREATE_LOOP, 1, address(10));
        client.frame(FrameType.CREATE_LOOP, 2, address(10));

        assertEquals("-2 0 confirm: " + TOO_MANY, client.ask(FrameType.CREATE_LOOP, address(10)));

        silent.frame(FrameType.FAILURE, idOf(silent.next()), "no");
        assertEquals("-2 1 confirm: no", client.next());
        client.frame(FrameType.CREATE_LOOP, 3, address(10));
        silent.next();
        assertTrue(silent.next().startsWith("2 "));
    }

    @Test
    void giveBackTheLoopThatAProcessRefusesBeforeItsDiallerHears() throws Exception {
        limits = new SeatLimits(1, QUEUED, 255);
        FramePipe server = seated("server", 10);
        NodeApp app = exchange.ports().app(10).orElseThrow();
        CompletableFuture<String> again = new CompletableFuture<>();
        offer(app, refused -> offer(app, again::complete));

        server.frame(FrameType.FAILURE, idOf(server.next()), "no");
        server.frame(FrameType.FAILURE, idOf(server.next()), "not again");

        assertEquals("not again", again.get(10, TimeUnit.SECONDS));
    }

    @Test
    void refuseABundleToDialBeyondItsLoops() throws Exception {
        bundle("server", 10);
        limits = new SeatLimits(2, QUEUED, 255);
        App client = bundle("client", 20);
        Loop first = client.dial(new Addr(KEY, 10), LONG);
        client.dial(new Addr(KEY, 10), LONG);

        var thrown = assertThrows(ConnectException.class, () -> client.dial(new Addr(KEY, 10), LONG));
        assertEquals(TOO_MANY, thrown.getMessage());
        assertThrows(ConnectException.class, () -> client.dial(new Addr(KEY, 11), LONG));

        first.close();
        client.dial(new Addr(KEY, 10), LONG);
    }

    @Test
    void refuseOthersToDialABundleBeyondItsLoops() throws Exception {
        FramePipe client = seated("client", 20);
        limits = new SeatLimits(2, QUEUED, 255);
        App server = bundle("server", 10);
        client.ask(FrameType.CREATE_LOOP, address(10));
        client.ask(FrameType.CREATE_LOOP, address(10));

        assertEquals("-2 0 confirm: " + TOO_MANY, client.ask(FrameType.CREATE_LOOP, address(10)));

        client.ask(FrameType.CLOSE, loop(49152, 10));
        server.accept(LONG).close();
        assertTrue(client.ask(FrameType.CREATE_LOOP, address(10)).startsWith("-1 0 {"));
    }

    @Test
    void giveBackTheLoopsOfABundleThatAreRefused() throws Exception {
        FramePipe server = seated("server", 10);
        limits = new SeatLimits(1, QUEUED, 255);
        App client = bundle("client", 20);
        for (int round = 0; round < 3; round++) {
            Future<Loop> dialling = threads.submit(() -> client.dial(new Addr(KEY, 10), LONG));
            server.frame(FrameType.FAILURE, idOf(server.next()), "no");
            assertEquals(
                    "confirm: no",
                    assertThrows(ExecutionException.class, dialling::get)
                            .getCause()
                            .getMessage());
        }
    }

    /** 4 characters and what a message counts beside them; the limit is that of three. */
    @Test
    void refuseWhatWaitsBeyondTheQueuedBytesOfAllLoops() throws Exception {
        int each = 4 + Limits.MESSAGE_OVERHEAD;
        FramePipe one = seated("one", 20);
        FramePipe two = seated("two", 30);
        FramePipe other = seated("other", 40);
        limits = new SeatLimits(10, 3 * each, 255);
        FramePipe slow = seated("slow", 10);
        open(one, slow, 10);
        open(two, slow, 10);
        limits = SeatLimits.DEFAULT;
        FramePipe quick = seated("quick", 50);
        open(one, quick, 50);

        one.frame(FrameType.SEND, 1, send(49152, 10, "eA=="));
        String first = slow.next();
        one.frame(FrameType.SEND, 2, send(49152, 10, "eA=="));
        String behind = askUnder(one, 9, send(60000, 10, "eA=="));
        assertTrue(behind.startsWith("-2 9 "), "once it is refused, the node has read what came before: " + behind);
        two.frame(FrameType.SEND, 1, send(49153, 10, "eA=="));
        String second = slow.next();
        String full = "send queue is full: " + 3 * each + " bytes wait for the app";
        assertEquals("-2 3 " + full, askUnder(two, 3, send(49153, 10, "eA==")));

        one.frame(FrameType.SEND, 4, send(49154, 50, "eA=="));
        quick.frame(FrameType.SUCCESS, idOf(quick.next()), "null");
        assertEquals("-1 4 null", one.next());
        open(other, quick, 50);
        slow.frame(FrameType.SUCCESS, idOf(second), "null");
        assertEquals("-1 1 null", two.next());
        slow.frame(FrameType.SUCCESS, idOf(first), "null");
        assertEquals("-1 1 null", one.next());
        slow.frame(FrameType.SUCCESS, idOf(slow.next()), "null");
        assertEquals("-1 2 null", one.next());
        two.frame(FrameType.SEND, 5, send(49153, 10, "eA=="));
        slow.frame(FrameType.SUCCESS, idOf(slow.next()), "null");
        assertEquals("-1 5 null", two.next());
    }

    @Test
    void giveBackTheQueuedBytesOfALoopThatIsClosed() throws Exception {
        int each = 4 + Limits.MESSAGE_OVERHEAD;
        FramePipe client = seated("client", 20);
        limits = new SeatLimits(10, 2 * each, 255);
        FramePipe slow = seated("slow", 10);
        for (int round = 0; round < 3; round++) {
            open(client, slow, 10);
            int port = 49152 + round;
            client.frame(FrameType.SEND, 1, send(port, 10, "eA=="));
            String sent = slow.next();
            client.frame(FrameType.SEND, 2, send(port, 10, "eA=="));
            assertTrue(askUnder(client, 3, send(port, 10, "eA==")).startsWith("-2 3 send queue is full"));

            slow.frame(FrameType.CLOSE, 1, loop(10, port));
            assertEquals("-1 1 null", slow.next());
            String close = client.next();
            assertTrue(close.startsWith("4 "), close);
            assertEquals("-1 2 null", client.next());
            client.frame(FrameType.SUCCESS, idOf(close), "null");
            slow.frame(FrameType.SUCCESS, idOf(sent), "null");
            assertEquals("-1 1 null", client.next());
        }
    }

    @Test
    void letAMessageThroughHoweverLongIfNothingWaits() throws Exception {
        FramePipe client = seated("client", 20);
        limits = new SeatLimits(10, 1, 255);
        FramePipe server = seated("server", 10);
        open(client, server, 10);

        for (int round = 0; round < 3; round++) {
            client.frame(FrameType.SEND, round, send(49152, 10, "A".repeat(4096)));
            server.frame(FrameType.SUCCESS, idOf(server.next()), "null");
            assertEquals("-1 " + round + " null", client.next());
        }
    }

    /** Of three, two can be Sends. */
    @Test
    void keepTheRequestsToAnAppToAsManyAsItMayHave() throws Exception {
        FramePipe client = seated("client", 20);
        limits = new SeatLimits(10, QUEUED, 3);
        FramePipe server = seated("server", 10);
        open(client, server, 10);
        open(client, server, 10);
        open(client, server, 10);
        for (int port = 49152; port < 49155; port++) {
            client.frame(FrameType.SEND, port - 49152, send(port, 10, "eA=="));
        }
        client.frame(FrameType.CREATE_LOOP, 3, address(10));
        client.frame(FrameType.CREATE_LOOP, 4, address(10));
        assertEquals("-2 5 confirm: port is not bound", askToDial(client, 5, 11));

        assertTrue(server.next().startsWith("3 0 "));
        assertTrue(server.next().startsWith("3 1 "));
        assertTrue(server.next().startsWith("2 2 "));
        server.frame(FrameType.SUCCESS, 2, "null");
        assertTrue(server.next().startsWith("2 2 "));
        assertTrue(client.next().startsWith("-1 3 {"));
        server.frame(FrameType.SUCCESS, 0, "null");
        assertTrue(server.next().startsWith("3 0 "));
        assertEquals("-1 0 null", client.next());
    }

    @Test
    void leaveAnAppItsOneRequest() throws Exception {
        FramePipe client = seated("client", 20);
        limits = new SeatLimits(10, QUEUED, 1);
        FramePipe server = seated("server", 10);
        open(client, server, 10);

        client.frame(FrameType.SEND, 1, send(49152, 10, "eA=="));
        client.frame(FrameType.CLOSE, 2, loop(49152, 10));
        assertEquals("-1 2 null", client.next());

        assertTrue(server.next().startsWith("3 0 "));
        server.frame(FrameType.SUCCESS, 0, "null");
        assertTrue(server.next().startsWith("4 0 "));
        assertEquals("-1 1 null", client.next());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 65535})
    void takeAnyNumberOfLoopsThatThereCanBe(int loops) {
        assertEquals(loops, new SeatLimits(loops, 1, 1).loops());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0|1|1|loops: expected a number in 1..65535, got 0",
                "65536|1|1|loops: expected a number in 1..65535, got 65536",
                "1|0|1|queued bytes: expected a number in 1..2147483647, got 0",
                "1|1|0|requests: expected a number in 1..255, got 0",
                "1|1|256|requests: expected a number in 1..255, got 256"
            })
    void sayWhatTheyCannotBe(int loops, int bytes, int requests, String message) {
        var thrown = assertThrows(IllegalArgumentException.class, () -> new SeatLimits(loops, bytes, requests));

        assertEquals(message, thrown.getMessage());
    }

    private static void offer(NodeApp app, Consumer<String> onRefused) {
        app.offer(new Addr(KEY, 10), new Addr(KEY, 20), null, new NodeApp.Answer() {
            @Override
            public void accepted(LoopPeer end) {
                onRefused.accept("accepted");
            }

            @Override
            public void refused(String reason) {
                onRefused.accept(reason);
            }
        });
    }

    private static String askUnder(FramePipe pipe, int id, String send) throws Exception {
        pipe.frame(FrameType.SEND, id, send);
        return pipe.next();
    }

    private static String askToDial(FramePipe pipe, int id, int port) throws Exception {
        pipe.frame(FrameType.CREATE_LOOP, id, address(port));
        return pipe.next();
    }
}
