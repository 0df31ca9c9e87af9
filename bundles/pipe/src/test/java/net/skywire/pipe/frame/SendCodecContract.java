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
    void answersEachCaseFreshAndWithItsBeginningLearnt(Case send) throws Exception {
        for (Predicate<LoopAddr> asText : List.of(BYTES, TEXT)) {
            SendPipe pipe = new SendPipe(codec(), asText);
            String fresh = pipe.read(BodiesTest.body(send.body)).toString();
            int payloadAt = send.body.indexOf("\"payload\":\"");
            if (payloadAt > 0 && !fresh.startsWith("error ")) {
                pipe.read(BodiesTest.body(send.body.substring(0, payloadAt) + "\"payload\":\"cGluZw==\"}"));
            }

            assertEquals(send.outcome, fresh);
            assertEquals(send.outcome, pipe.read(BodiesTest.body(send.body)).toString());
        }
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

    private static String start() {
        return "{\"addr\":" + Json.specified(BodiesTest.LOOP) + ",\"payload\":\"";
    }

    @Test
    void saysTheSameOfATextAsJackson() throws Exception {
        for (Predicate<LoopAddr> asText : List.of(BYTES, TEXT)) {
            SendPipe pipe = new SendPipe(codec(), asText);
            pipe.read(BodiesTest.body(start() + "AAAA\"}"));
            for (String text : texts()) {
                String plain = text.replace("\\", "\\\\").replace("\"", "\\\"");
                ByteBuffer body = BodiesTest.body(start() + plain + "\"}");

                assertEquals(
                        SendPipe.fresh(body, BYTES).toString(), pipe.read(body).toString(), text);
            }
            assertTrue(pipe.recognized() > 1000, () -> pipe.recognized() + " recognized");
        }
    }

    @Test
    void leavesTheTextOfAMessageAsItStands() throws Exception {
        SendPipe pipe = new SendPipe(codec(), TEXT);
        for (String text :
                List.of("cGluZx==", "cGluZ2d=", Base64.getEncoder().encodeToString(new byte[Loop.MAX_MESSAGE]))) {
            for (String body : List.of(
                    start() + text + "\"}",
                    start() + text + "\"}",
                    "{\"payload\":\"" + text + "\"," + start().substring(1, start().length() - 12) + "}")) {
                SendPipe.Outcome outcome = pipe.read(BodiesTest.body(body));

                assertTrue(outcome.text(), body);
                assertEquals(
                        text,
                        StandardCharsets.US_ASCII
                                .decode(outcome.payload().duplicate())
                                .toString());
                assertEquals(text, rewritten(outcome));
            }
        }
        assertEquals(5, pipe.recognized());
    }

    private String rewritten(SendPipe.Outcome send) {
        ByteBuffer out = ByteBuffer.allocateDirect(70_000);
        SendPrefix prefix = SendPrefix.of(send.loop(), send.dialect());
        codec().encoder().encodeText(prefix, 7, send.payload(), out);
        String frame = StandardCharsets.US_ASCII
                .decode(out.flip().position(FrameHead.SIZE))
                .toString();
        return frame.substring(prefix.bytes().length, frame.length() - 2);
    }

    @Test
    void decodesWhatIsNoSingleMessageInOnePiece() throws Exception {
        SendPipe pipe = new SendPipe(codec(), TEXT);
        pipe.read(BodiesTest.body(start() + "AAAA\"}"));
        String tooLong = Base64.getEncoder().encodeToString(new byte[Loop.MAX_MESSAGE + 1]);
        for (String text : List.of("cGlu\\nZw==", "cGluZw=\\r=", tooLong)) {
            SendPipe.Outcome outcome = pipe.read(BodiesTest.body(start() + text + "\"}"));

            assertFalse(outcome.text(), text);
            assertEquals(
                    text == tooLong ? Loop.MAX_MESSAGE + 1 : 4,
                    outcome.payload().remaining());
        }
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void readsBackWhatItWrites(Dialect dialect) throws Exception {
        Random random = new Random(42);
        SendPipe pipe = new SendPipe(codec(), BYTES);
        SendEncoder encoder = codec().encoder();
        SendPrefix prefix = SendPrefix.of(BodiesTest.LOOP, dialect);
        ByteBuffer out = ByteBuffer.allocateDirect(70_000);
        for (int length : lengths(random)) {
            byte[] payload = new byte[length];
            random.nextBytes(payload);
            for (ByteBuffer given : payloads(payload)) {
                encoder.encode(prefix, 7, given, out.clear());
                out.flip();
                pipe.put(copy(out));
                SendPipe.Outcome outcome = pipe.next();

                assertFalse(given.hasRemaining());
                assertEquals(out.remaining(), FrameHead.frameSize(out, 0, 0));
                assertEquals(FrameType.SEND, FrameHead.type(out, 0));
                assertEquals(7, FrameHead.id(out, 0));
                assertEquals(BodiesTest.LOOP, outcome.loop());
                assertEquals(dialect, outcome.dialect());
                assertEquals(ByteBuffer.wrap(payload), outcome.payload());
            }
        }
        assertEquals(3 * lengths(new Random(42)).size() - 1, pipe.recognized());
    }

    /** In an array, in a part of one, and outside the heap; read-only too. */
    private static List<ByteBuffer> payloads(byte[] payload) {
        ByteBuffer part = ByteBuffer.allocate(payload.length + 10);
        part.put(5, payload).limit(5 + payload.length).position(5);
        ByteBuffer direct =
                ByteBuffer.allocateDirect(payload.length).put(payload).flip();
        return List.of(ByteBuffer.wrap(payload).asReadOnlyBuffer(), part, direct);
    }

    private static ByteBuffer copy(ByteBuffer bytes) {
        return ByteBuffer.allocate(bytes.remaining()).put(bytes.duplicate()).flip();
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

        assertThrows(IllegalArgumentException.class, () -> codec().encoder()
                .encode(prefix, 0, tooLong, ByteBuffer.allocateDirect(70_000)));
    }

    @Test
    void keepsLoopsApartThatTakeTurns() throws Exception {
        for (int count : List.of(3, 200, 3000)) {
            SendPipe pipe = new SendPipe(codec(), BYTES);
            SendEncoder encoder = codec().encoder();
            for (int round = 0; round < 3; round++) {
                for (int port = 1; port <= count; port++) {
                    LoopAddr loop = new LoopAddr(port, new Addr(BodiesTest.REMOTE.key(), port + 1));
                    ByteBuffer out = ByteBuffer.allocateDirect(1000);
                    encoder.encode(SendPrefix.of(loop, Dialect.GO_2019_06), 0, BodiesTest.body("x"), out);
                    pipe.put(copy(out.flip()));

                    assertEquals(loop, pipe.next().loop());
                }
            }
            int least = count > 1000 ? 1 : count;
            assertTrue(pipe.recognized() >= least, () -> pipe.recognized() + " of 3 x " + count);
        }
    }

    @Test
    void readsAFrameWhereverItIsCut() throws Exception {
        ByteBuffer body = BodiesTest.body(start() + "cGluZ2dn\"}");
        SendPipe pipe = new SendPipe(codec(), BYTES);
        for (int cut = 1; cut <= body.remaining() + FrameHead.SIZE; cut++) {
            pipe.put(body, cut);

            assertEquals(SendPipe.fresh(body, BYTES).toString(), pipe.next().toString());
        }
    }

    /** As many Sends and other frames as come in one read and more, of three loops. */
    @Test
    void keepsTheOrderOfAllThatComesAtOnce() throws Exception {
        Random random = new Random(7);
        SendPipe pipe = new SendPipe(codec(), BYTES);
        SendEncoder encoder = codec().encoder();
        ByteBuffer out = ByteBuffer.allocateDirect(900_000);
        List<String> expected = new ArrayList<>();
        while (out.remaining() > 70_000) {
            int port = 1 + random.nextInt(3);
            LoopAddr loop = new LoopAddr(port, new Addr(BodiesTest.REMOTE.key(), port));
            byte[] payload = new byte[random.nextInt(10) == 0 ? random.nextInt(32_768) : random.nextInt(300)];
            random.nextBytes(payload);
            encoder.encode(SendPrefix.of(loop, Dialect.GO_2019_09), 0, ByteBuffer.wrap(payload), out);
            expected.add(port + " " + HexFormat.of().formatHex(payload));
        }
        pipe.put(copy(out.flip()));

        for (String send : expected) {
            SendPipe.Outcome outcome = pipe.next();
            byte[] payload = new byte[outcome.payload().remaining()];
            outcome.payload().get(payload);
            assertEquals(send, outcome.loop().port() + " " + HexFormat.of().formatHex(payload));
        }
        assertEquals(expected.size() - 3, pipe.recognized());
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

    /** As it was learnt, and as it was recognized. */
    private byte[] rewritten(byte[] frame) throws IOException {
        SendPipe pipe = new SendPipe(codec(), BYTES);
        SendPipe.Outcome learnt =
                pipe.read(ByteBuffer.wrap(frame).position(FrameHead.SIZE).slice());
        SendPipe.Outcome outcome =
                pipe.read(ByteBuffer.wrap(frame).position(FrameHead.SIZE).slice());
        assertEquals(learnt.toString(), outcome.toString());
        assertEquals(1, pipe.recognized());
        ByteBuffer out = ByteBuffer.allocateDirect(frame.length);
        codec().encoder().encode(SendPrefix.of(outcome.loop(), outcome.dialect()), frame[3], outcome.payload(), out);
        byte[] written = new byte[frame.length];
        out.flip().get(written);
        return written;
    }

    /** Whatever a peer sends is met as Jackson alone meets it. */
    @Test
    void meetsAnyDamageAsJacksonDoes() throws Exception {
        Random random = new Random(3);
        for (Predicate<LoopAddr> asText : List.of(BYTES, TEXT)) {
            for (Dialect dialect : Dialect.values()) {
                String start =
                        new String(SendPrefix.of(BodiesTest.LOOP, dialect).bytes(), StandardCharsets.US_ASCII);
                byte[] whole = (start + "cGluZyBwb25nIHBpbmcgcG9uZw==\"}").getBytes(StandardCharsets.US_ASCII);
                SendPipe pipe = new SendPipe(codec(), asText);
                pipe.read(ByteBuffer.wrap(whole));
                for (int i = 0; i < 5000; i++) {
                    ByteBuffer body = damaged(whole, random);

                    assertEquals(
                            SendPipe.fresh(body, asText).toString(),
                            pipe.read(body).toString());
                }
            }
        }
    }

    /** Bodies that try a reader's strictness, each behind its beginning and in its place. */
    static List<byte[]> oddBodies() {
        List<byte[]> bodies = new ArrayList<>();
        for (String number :
                List.of("12.0", "1e1", "-12", "012", "99999999999999999999", "\"12\"", "true", "null", "")) {
            bodies.add(bytes(start().replaceFirst(":12,", ":" + number + ",") + "cGluZw==\"}"));
        }
        for (String nested : List.of("[", "{\"a\":", "[{\"payload\":\"eA==\"},")) {
            bodies.add(bytes(start() + "cGluZw==\",\"more\":" + nested.repeat(60_000 / nested.length())));
        }
        for (String end : List.of("", "\"", "\"]", "\"}}", "\"} ", "\" }", "\"}\0", "\",}", "\"}{}", "\"}\"}")) {
            bodies.add(bytes(start() + "cGluZw==" + end));
        }
        for (String bytes : List.of("\u00ff", "\u00c0\u00af", "\u00ed\u00a0\u0080", "\u00f8\u0088", "\u0000")) {
            bodies.add(bytes(start() + "cGlu" + bytes + "Zw==\"}"));
            bodies.add(bytes(start() + "cGluZw==\",\"" + bytes + "\":1}"));
            bodies.add(bytes(bytes + start() + "cGluZw==\"}"));
        }
        return bodies;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    @Test
    void meetsOddBodiesAsJacksonDoes() throws Exception {
        for (Predicate<LoopAddr> asText : List.of(BYTES, TEXT)) {
            for (byte[] body : oddBodies()) {
                SendPipe pipe = new SendPipe(codec(), asText);
                pipe.read(BodiesTest.body(start() + "AAAA\"}"));
                pipe.read(BodiesTest.body(start() + "AAAA\"}"));
                String expected = SendPipe.fresh(ByteBuffer.wrap(body), asText).toString();

                assertEquals(expected, pipe.read(ByteBuffer.wrap(body)).toString());
                assertEquals(expected, pipe.read(ByteBuffer.wrap(body)).toString());
            }
        }
    }

    /** One byte is another, is missing, or is there twice; or the end is missing. */
    private static ByteBuffer damaged(byte[] whole, Random random) {
        int at = random.nextInt(whole.length);
        ByteBuffer body = ByteBuffer.allocate(whole.length + 1);
        switch (random.nextInt(4)) {
            case 0 -> body.put(whole).put(at, (byte) random.nextInt(256));
            case 1 -> body.put(whole, 0, at).put(whole, at + 1, whole.length - at - 1);
            case 2 -> body.put(whole, 0, at + 1).put(whole, at, whole.length - at);
            default -> body.put(whole, 0, at);
        }
        return body.flip();
    }
}
