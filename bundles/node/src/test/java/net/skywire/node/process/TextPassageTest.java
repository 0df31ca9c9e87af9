package net.skywire.node.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.concurrent.Future;
import net.skywire.app.Addr;
import net.skywire.app.App;
import net.skywire.app.Loop;
import net.skywire.pipe.Limits;
import net.skywire.pipe.SeatLimits;
import net.skywire.pipe.frame.FrameType;
import net.skywire.pipe.session.FramePipe;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The base64 text of a message between two processes of one node. */
@Timeout(60)
class TextPassageTest extends SeatsOfANode {

    /** Decoding and encoding would turn each of these into another text, with zeros for the bits that nobody needs. */
    @ParameterizedTest
    @ValueSource(strings = {"cGluZx==", "cGluZ2d=", "/+==", "/+/="})
    void arrivesAsItWasSent(String base64) throws Exception {
        FramePipe server = seated("server", 10);
        FramePipe client = seated("client", 20);
        open(client, server, 10);

        for (int round = 0; round < 3; round++) {
            client.frame(FrameType.SEND, round, send(49152, 10, base64));
            String sent = server.next();
            server.frame(FrameType.SUCCESS, idOf(sent), "null");

            assertTrue(sent.endsWith(",\"payload\":\"" + base64 + "\"}"), sent);
            assertEquals("-1 " + round + " null", client.next());
        }
    }

    @Test
    void arrivesAsItWasSentThoughItHadToWait() throws Exception {
        FramePipe server = seated("server", 10);
        FramePipe client = seated("client", 20);
        open(client, server, 10);

        for (int id = 0; id < 3; id++) {
            client.frame(FrameType.SEND, id, send(49152, 10, "Zx==Zy==Zz==".substring(4 * id, 4 * id + 4)));
        }

        for (String base64 : new String[] {"Zx==", "Zy==", "Zz=="}) {
            String sent = server.next();
            assertTrue(sent.endsWith(",\"payload\":\"" + base64 + "\"}"), sent);
            server.frame(FrameType.SUCCESS, idOf(sent), "null");
        }
    }

    @Test
    void isWrittenAnewWhereItHasLineBreaks() throws Exception {
        FramePipe server = seated("server", 10);
        FramePipe client = seated("client", 20);
        open(client, server, 10);

        client.frame(FrameType.SEND, 0, send(49152, 10, "cGlu\\r\\nZx=="));

        assertTrue(server.next().endsWith(",\"payload\":\"cGluZw==\"}"));
    }

    @Test
    void isCheckedAsIfItWereDecoded() throws Exception {
        FramePipe server = seated("server", 10);
        FramePipe client = seated("client", 20);
        open(client, server, 10);

        for (int round = 0; round < 2; round++) {
            assertEquals(
                    "-2 0 illegal base64 data at input byte 3",
                    client.ask(FrameType.SEND, send(49152, 10, "cGl!Zw==")));
            client.frame(FrameType.SEND, 0, send(49152, 10, "cGluZw=="));
            server.frame(FrameType.SUCCESS, idOf(server.next()), "null");
            client.next();
        }
        assertEquals("-2 0 illegal base64 data at input byte 4", client.ask(FrameType.SEND, send(49999, 10, "cGluZ")));
    }

    @Test
    void isDecodedOnceForABundle() throws Exception {
        App server = bundle("server", 10);
        FramePipe client = seated("client", 20);
        client.ask(FrameType.CREATE_LOOP, address(10));
        Loop loop = server.accept(LONG);

        for (int round = 0; round < 2; round++) {
            assertEquals("-1 0 null", client.ask(FrameType.SEND, send(49152, 10, "cGluZx==")));
            assertEquals("ping", read(loop));
        }
    }

    @Test
    void countsInLimitsAsTheTextItIs() throws Exception {
        FramePipe client = seated("client", 20);
        String text = Base64.getEncoder().encodeToString(new byte[3000]);
        limits = new SeatLimits(10, 2 * (text.length() + Limits.MESSAGE_OVERHEAD), 255);
        FramePipe server = seated("server", 10);
        open(client, server, 10);

        for (int id = 0; id < 3; id++) {
            client.frame(FrameType.SEND, id, send(49152, 10, text));
        }

        assertEquals("-2 2 send queue is full: 8128 bytes wait for the app", client.next());
        server.frame(FrameType.SUCCESS, idOf(server.next()), "null");
        assertEquals("-1 0 null", client.next());
        client.frame(FrameType.SEND, 3, send(49152, 10, text));
        server.frame(FrameType.SUCCESS, idOf(server.next()), "null");
        assertEquals("-1 1 null", client.next());
        server.frame(FrameType.SUCCESS, idOf(server.next()), "null");
        assertEquals("-1 3 null", client.next());
    }

    @Test
    void ofABundleIsStillMadeOfItsBytes() throws Exception {
        App client = bundle("client", 20);
        FramePipe server = seated("server", 10);
        Future<Loop> dialling = threads.submit(() -> client.dial(new Addr(KEY, 10), LONG));
        server.frame(FrameType.SUCCESS, idOf(server.next()), "null");

        Future<Integer> writing = threads.submit(() -> dialling.get().write(ByteBuffer.wrap(new byte[] {1, 2})));

        assertTrue(server.next().endsWith(",\"payload\":\"AQI=\"}"));
        server.frame(FrameType.SUCCESS, 0, "null");
        assertEquals(2, writing.get());
    }
}
