package net.skywire.pipe.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.skywire.pipe.frame.FrameHead;
import net.skywire.pipe.frame.FrameReader;
import net.skywire.pipe.frame.FrameType;
import net.skywire.pipe.session.RecordedSession.Frame;

/**
 * Plays one side of a recorded session against the other side of ours, which must say just what was recorded: the same
 * requests in the same order and the same answers, byte for byte. Only ids may differ, since they depend on when answers
 * come, and the answer to Close, which Go nodes refuse although they do it. Where a Go program ended before its last
 * answer, that answer is given.
 */
public final class SessionPlayer {

    private final List<Frame> mine = new ArrayList<>();
    private final ArrayDeque<Frame> expectedRequests = new ArrayDeque<>();
    private final Map<Frame, Integer> requestsBefore = new IdentityHashMap<>();
    private final Map<Frame, Frame> answered = new IdentityHashMap<>();
    private final Map<Frame, Integer> actualIds = new IdentityHashMap<>();
    private final Map<Integer, Frame> awaited = new HashMap<>();
    private final ReadableByteChannel in;
    private final WritableByteChannel out;
    private int requestsSeen;
    private int answersExpected;

    /** @param asApp whether the app's side is played */
    public SessionPlayer(RecordedSession session, boolean asApp, ReadableByteChannel in, WritableByteChannel out) {
        this.in = in;
        this.out = out;
        Map<String, Frame> open = new HashMap<>();
        int requests = 0;
        for (Frame frame : session.frames()) {
            boolean isMine = frame.fromApp() == asApp;
            if (frame.isAnswer()) {
                answered.put(frame, open.remove(!frame.fromApp() + ":" + frame.id()));
            } else {
                open.put(frame.fromApp() + ":" + frame.id(), frame);
            }
            if (isMine) {
                mine.add(frame);
                requestsBefore.put(frame, requests);
            } else if (frame.isAnswer()) {
                answersExpected++;
            } else {
                expectedRequests.add(frame);
                requests++;
            }
        }
    }

    /** Comes back when all has been said. */
    public void play() throws IOException {
        FrameReader reader = new FrameReader(in);
        ArrayDeque<Frame> toSend = new ArrayDeque<>(mine);
        while (!toSend.isEmpty() || !expectedRequests.isEmpty() || answersExpected > 0) {
            if (!toSend.isEmpty() && isDue(toSend.element())) {
                send(toSend.remove());
            } else {
                assertTrue(
                        reader.read(this::received),
                        "ended too soon; still expected: " + expectedRequests + ", to send: " + toSend + awaited
                                + answersExpected);
            }
        }
    }

    private boolean isDue(Frame frame) {
        return frame.isAnswer()
                ? actualIds.containsKey(answered.get(frame))
                : requestsSeen >= requestsBefore.get(frame) && !awaited.containsKey(frame.id());
    }

    private void send(Frame frame) throws IOException {
        int id = frame.isAnswer() ? actualIds.get(answered.get(frame)) : frame.id();
        if (!frame.isAnswer()) {
            awaited.put(id, frame);
        }
        write(frame.type(), id, frame.body());
    }

    private void write(byte type, int id, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes = ByteBuffer.allocate(FrameHead.SIZE + body.length);
        FrameHead.write(bytes, 0, type, id, body.length);
        out.write(bytes.position(FrameHead.SIZE).put(body).flip());
    }

    private void received(byte type, int id, ByteBuffer body) throws IOException {
        String text = StandardCharsets.UTF_8.decode(body).toString();
        if (type >= 0) {
            Frame expected = expectedRequests.remove();
            requestsSeen++;
            actualIds.put(expected, id);
            assertEquals(expected.type() + " " + expected.body(), type + " " + text);
            if (!answered.containsValue(expected)) {
                write(FrameType.SUCCESS, id, "null");
            }
            return;
        }
        Frame request = awaited.remove(id);
        Optional<Frame> expected = answered.entrySet().stream()
                .filter(entry -> entry.getValue() == request)
                .map(Map.Entry::getKey)
                .findFirst();
        if (expected.isPresent()) {
            answersExpected--;
        }
        if (request.type() != FrameType.CLOSE) {
            assertEquals(expected.map(Frame::body).orElse("null"), text);
            assertEquals(expected.map(Frame::type).orElse(FrameType.SUCCESS), type);
        }
    }
}
