package net.skywire.pipe.frame;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import net.skywire.app.Addr;
import net.skywire.app.Loop;
import net.skywire.app.LoopAddr;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What every codec must do. Its fast path and its fallback are held to the same answers, case by case. */
public abstract class SendCodecContract {

    private static final Path VECTORS = Path.of(System.getProperty("vectors", "../../docs/protocol/vectors"));

    /** The codec under test. */
    protected abstract SendCodec codec();

    /** A Send of {@code docs/protocol/vectors/send-cases.txt}, and what becomes of it. */
    record Case(String body, String outcome) {}

    static List<Case> cases() throws IOException {
        List<Case> cases = new ArrayList<>();
        for (String line : Files.readAllLines(VECTORS.resolve("send-cases.txt"))) {
            if (!line.isEmpty() && !line.startsWith("#")) {
                int arrow = line.lastIndexOf(" -> ");
                cases.add(new Case(expand(line.substring(0, arrow)), expand(line.substring(arrow + 4))));
            }
        }
        return cases;
    }

    private static String expand(String text) {
        return text.replace("<PK>", BodiesTest.PK).replace("<ZERO>", "0".repeat(66));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void answersEachCaseFreshAndWithItsBeginningRemembered(Case send) throws Exception {
        SendView view = new SendView();
        String fresh = outcome(send.body, view);
        int payloadAt = send.body.indexOf("\"payload\":\"");
        if (payloadAt > 0 && !fresh.startsWith("error ")) {
            outcome(send.body.substring(0, payloadAt) + "\"payload\":\"cGluZw==\"}", view);
        }

        assertEquals(send.outcome, fresh);
        assertEquals(send.outcome, outcome(send.body, view));
    }

    private String outcome(String body, SendView view) {
        try {
            codec().decode(BodiesTest.body(body), view);
            return view.dialect() + " " + view.loop().port() + " " + view.loop().remote() + " " + hex(view.payload());
        } catch (BodyException e) {
            return "error " + e.getMessage();
        }
    }

    private static String hex(ByteBuffer payload) {
        byte[] bytes = new byte[payload.remaining()];
        payload.duplicate().get(bytes);
        return "[" + HexFormat.of().formatHex(bytes) + "]";
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void readsBackWhatItWrites(Dialect dialect) throws Exception {
        Random random = new Random(42);
        SendView view = new SendView();
        SendPrefix prefix = SendPrefix.of(BodiesTest.LOOP, dialect);
        ByteBuffer out = ByteBuffer.allocateDirect(70_000);
        for (int length : lengths(random)) {
            byte[] payload = new byte[length];
            random.nextBytes(payload);

            codec().encode(prefix, 7, ByteBuffer.wrap(payload), out.clear());
            out.flip();
            codec().decode(out.slice(FrameHead.SIZE, out.remaining() - FrameHead.SIZE), view);

            assertEquals(out.remaining(), FrameHead.frameSize(out, 0, 0));
            assertEquals(FrameType.SEND, FrameHead.type(out, 0));
            assertEquals(7, FrameHead.id(out, 0));
            assertEquals(BodiesTest.LOOP, view.loop());
            assertEquals(dialect, view.dialect());
            byte[] read = new byte[view.payload().remaining()];
            view.payload().get(read);
            assertArrayEquals(payload, read);
        }
    }

    private static List<Integer> lengths(Random random) {
        List<Integer> lengths = new ArrayList<>(List.of(0, 1, 2, 3, 4, Loop.MAX_MESSAGE - 1, Loop.MAX_MESSAGE));
        for (int i = 0; i < 100; i++) {
            lengths.add(random.nextInt(Loop.MAX_MESSAGE));
        }
        return lengths;
    }

    @Test
    void refusesALongerMessage() {
        ByteBuffer tooLong = ByteBuffer.allocate(Loop.MAX_MESSAGE + 1);
        SendPrefix prefix = SendPrefix.of(BodiesTest.LOOP, Dialect.BOTH);

        assertThrows(
                IllegalArgumentException.class, () -> codec().encode(prefix, 0, tooLong, ByteBuffer.allocate(70_000)));
    }

    @Test
    void keepsLoopsApartThatTakeTurns() throws Exception {
        SendView view = new SendView();
        for (int round = 0; round < 3; round++) {
            for (int port = 1; port <= 200; port++) {
                LoopAddr loop = new LoopAddr(port, new Addr(BodiesTest.REMOTE.key(), port + 1));
                ByteBuffer out = ByteBuffer.allocate(1000);
                codec().encode(SendPrefix.of(loop, Dialect.GO_2019_06), 0, BodiesTest.body("x"), out);
                codec().decode(out.flip().position(FrameHead.SIZE).slice(), view);

                assertEquals(loop, view.loop());
            }
        }
    }

    @Test
    void readsAndWritesTheSendsThatGoHasSent() throws Exception {
        int seen = 0;
        for (String name : List.of("client-2019-06", "client-2019-09", "server-2019-06", "server-2019-09")) {
            for (String line : Files.readAllLines(VECTORS.resolve("helloworld-" + name + ".txt"))) {
                byte[] frame = HexFormat.of().parseHex(line.substring(line.indexOf(' ') + 1));
                if (frame[2] == FrameType.SEND) {
                    seen++;
                    assertArrayEquals(frame, rewritten(frame), line);
                }
            }
        }
        assertEquals(8, seen);
    }

    private byte[] rewritten(byte[] frame) throws IOException {
        SendView view = new SendView();
        codec().decode(ByteBuffer.wrap(frame).position(FrameHead.SIZE).slice(), view);
        ByteBuffer out = ByteBuffer.allocate(frame.length);
        codec().encode(SendPrefix.of(view.loop(), view.dialect()), frame[3], view.payload(), out);
        return out.array();
    }

    @Test
    void meetsAnyDamageWithABodyExceptionOrAnAnswer() throws Exception {
        Random random = new Random(3);
        byte[] whole = new String(cases().get(0).body()).getBytes(StandardCharsets.UTF_8);
        SendView view = new SendView();
        codec().decode(ByteBuffer.wrap(whole), view);
        for (int i = 0; i < 5000; i++) {
            byte[] damaged = whole.clone();
            damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            ByteBuffer body = ByteBuffer.wrap(damaged, 0, random.nextInt(damaged.length + 1));
            SendView fresh = new SendView();

            assertEquals(outcome(body, fresh), outcome(body, view));
        }
    }

    private String outcome(ByteBuffer body, SendView view) {
        try {
            codec().decode(body, view);
            return view.dialect() + " " + view.loop() + " " + hex(view.payload());
        } catch (BodyException e) {
            return e.getMessage();
        }
    }
}
