package net.skywire.pipe.frame;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.Collectors;
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

    private static final Predicate<LoopAddr> BYTES = loop -> false;
    private static final Predicate<LoopAddr> TEXT = loop -> true;

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
        return outcome(BodiesTest.body(body), view);
    }

    private String outcome(ByteBuffer body, SendView view) {
        String ofBytes = outcome(body, view, BYTES);
        String ofText = outcome(body, view, TEXT);
        assertEquals(ofBytes, ofText, "of the payload as text");
        return ofBytes;
    }

    private String outcome(ByteBuffer body, SendView view, Predicate<LoopAddr> asText) {
        try {
            codec().decode(body, view, asText);
            return view.dialect() + " " + view.loop().port() + " " + view.loop().remote() + " " + hex(bytes(view));
        } catch (BodyException e) {
            return "error " + e.getMessage();
        }
    }

    private static ByteBuffer bytes(SendView view) {
        return view.isText() ? Base64.getDecoder().decode(view.payload().duplicate()) : view.payload();
    }

    /** Texts of up to three groups, with every character in every place of the last two. */
    static List<String> texts() {
        List<String> texts = new ArrayList<>();
        for (String whole : List.of("cGluZw==", "cGluZ2c=", "A".repeat(64) + "cGluZ2dn")) {
            texts.add(whole);
            for (int at = Math.max(0, whole.length() - 8); at < whole.length(); at++) {
                texts.add(whole.substring(0, at));
                for (char c = 1; c < 0x101; c++) {
                    texts.add(whole.substring(0, at) + c + whole.substring(at + 1));
                    texts.add(whole.substring(0, at) + c + whole.substring(at));
                }
            }
        }
        return texts;
    }

    @Test
    void saysTheSameOfATextWhetherItIsLeftSoOrDecoded() throws Exception {
        for (String text : texts()) {
            String escaped =
                    text.chars().mapToObj(c -> String.format("\\u%04x", c)).collect(Collectors.joining());
            String plain = text.replace("\\", "\\\\").replace("\"", "\\\"");
            String start = "{\"addr\":" + Json.specified(BodiesTest.LOOP) + ",\"payload\":\"";
            SendView view = new SendView();
            String expected = outcome(start + escaped + "\"}", view);
            outcome(start + "AAAA\"}", view);

            boolean control = text.chars().anyMatch(c -> c < 0x20);
            String outcome = outcome(start + plain + "\"}", view);
            assertEquals(
                    control ? "error send: expected JSON" : expected, control ? outcome.split(",")[0] : outcome, text);
        }
    }

    @Test
    void leavesTheTextOfAMessageAsItStands() throws Exception {
        SendView view = new SendView();
        String start = "{\"addr\":" + Json.specified(BodiesTest.LOOP) + ",\"payload\":\"";
        for (String text :
                List.of("cGluZx==", "cGluZ2d=", Base64.getEncoder().encodeToString(new byte[Loop.MAX_MESSAGE]))) {
            for (String body : List.of(
                    start + text + "\"}",
                    "{\"payload\":\"" + text + "\"," + start.substring(1, start.length() - 12) + "}")) {
                codec().decode(BodiesTest.body(body), view, TEXT);

                assertTrue(view.isText(), body);
                assertEquals(
                        text,
                        StandardCharsets.US_ASCII
                                .decode(view.payload().duplicate())
                                .toString());
                assertEquals(text, rewritten(view));
            }
        }
    }

    private String rewritten(SendView view) {
        ByteBuffer out = ByteBuffer.allocate(70_000);
        SendPrefix prefix = SendPrefix.of(view.loop(), view.dialect());
        codec().encodeText(prefix, 7, view.payload(), out);
        String frame = StandardCharsets.US_ASCII
                .decode(out.flip().position(FrameHead.SIZE))
                .toString();
        return frame.substring(prefix.bytes().length, frame.length() - 2);
    }

    @Test
    void decodesWhatIsNoSingleMessageInOnePiece() throws Exception {
        SendView view = new SendView();
        String start = "{\"addr\":" + Json.specified(BodiesTest.LOOP) + ",\"payload\":\"";
        String tooLong = Base64.getEncoder().encodeToString(new byte[Loop.MAX_MESSAGE + 1]);
        for (String text : List.of("cGlu\\nZw==", "cGluZw=\\r=", tooLong)) {
            codec().decode(BodiesTest.body(start + text + "\"}"), view, TEXT);

            assertFalse(view.isText(), text);
            assertEquals(
                    text == tooLong ? Loop.MAX_MESSAGE + 1 : 4, view.payload().remaining());
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
            codec().decode(out.slice(FrameHead.SIZE, out.remaining() - FrameHead.SIZE), view, BYTES);

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
                codec().decode(out.flip().position(FrameHead.SIZE).slice(), view, BYTES);

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
        codec().decode(ByteBuffer.wrap(frame).position(FrameHead.SIZE).slice(), view, BYTES);
        ByteBuffer out = ByteBuffer.allocate(frame.length);
        codec().encode(SendPrefix.of(view.loop(), view.dialect()), frame[3], view.payload(), out);
        return out.array();
    }

    @Test
    void meetsAnyDamageWithABodyExceptionOrAnAnswer() throws Exception {
        Random random = new Random(3);
        byte[] whole = new String(cases().get(0).body()).getBytes(StandardCharsets.UTF_8);
        SendView view = new SendView();
        codec().decode(ByteBuffer.wrap(whole), view, BYTES);
        for (int i = 0; i < 5000; i++) {
            byte[] damaged = whole.clone();
            damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            ByteBuffer body = ByteBuffer.wrap(damaged, 0, random.nextInt(damaged.length + 1));
            SendView fresh = new SendView();

            assertEquals(outcome(body, fresh), outcome(body, view));
        }
    }
}
