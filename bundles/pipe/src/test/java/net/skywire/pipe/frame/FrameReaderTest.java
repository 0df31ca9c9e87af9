package net.skywire.pipe.frame;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.Pipe;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameReaderTest {

    private final List<String> frames = new ArrayList<>();

    private void note(byte type, int id, ByteBuffer body) {
        byte[] bytes = new byte[body.remaining()];
        body.get(bytes);
        frames.add(type + ":" + id + ":" + HexFormat.of().formatHex(bytes));
    }

    private void readAll(byte[] stream) throws IOException {
        FrameReader reader = new FrameReader(Channels.newChannel(new ByteArrayInputStream(stream)));
        while (reader.read(this::note)) {
            // all of it
        }
    }

    @Test
    void findsFramesWhereverTheStreamIsCut() throws Exception {
        byte[] stream = HexFormat.of().parseHex("0003" + "03ff" + "aa" + "0002" + "ff00" + "0004" + "0407" + "bbcc");
        for (int cut = 0; cut <= stream.length; cut++) {
            frames.clear();
            Pipe pipe = Pipe.open();
            FrameReader reader = new FrameReader(pipe.source());

            write(pipe, stream, 0, cut, reader);
            write(pipe, stream, cut, stream.length, reader);
            pipe.sink().close();

            assertFalse(reader.read(this::note));
            pipe.source().close();
            assertEquals(List.of("3:255:aa", "-1:0:", "4:7:bbcc"), frames, "cut at " + cut);
        }
    }

    private void write(Pipe pipe, byte[] stream, int from, int to, FrameReader reader) throws IOException {
        if (to > from) {
            pipe.sink().write(ByteBuffer.wrap(stream, from, to - from));
            reader.read(this::note);
        }
    }

    @Test
    void saysWhereTheStreamEndedInsideAFrame() throws Exception {
        byte[] stream = HexFormat.of().parseHex("0002ff00" + "0005030011223344".substring(0, 14));
        for (int length = 5; length < stream.length; length++) {
            byte[] cut = java.util.Arrays.copyOf(stream, length);

            var thrown = assertThrows(ProtocolException.class, () -> readAll(cut));

            assertEquals(
                    "stream ended at byte " + length + ", " + (length - 4) + " bytes into the frame at byte 4",
                    thrown.getMessage());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void refusesALengthThatNoFrameHas(int length) {
        byte[] stream = {0, 2, (byte) 0xff, 0, 0, (byte) length, 3, 0};

        var thrown = assertThrows(ProtocolException.class, () -> readAll(stream));

        assertEquals("frame length " + length + " at byte 4; the least is 2", thrown.getMessage());
        assertEquals(List.of("-1:0:"), frames);
    }

    @Test
    void takesTheLongestFrame() throws Exception {
        ByteBuffer frame = ByteBuffer.allocate(FrameHead.SIZE + FrameHead.MAX_BODY);
        FrameHead.write(frame, 0, FrameType.SEND, 254, FrameHead.MAX_BODY);

        readAll(frame.array());

        assertEquals(1, frames.size());
        assertEquals("3:254:".length() + 2 * FrameHead.MAX_BODY, frames.get(0).length());
        assertThrows(
                IllegalArgumentException.class,
                () -> FrameHead.write(frame, 0, FrameType.SEND, 0, FrameHead.MAX_BODY + 1));
    }
}
