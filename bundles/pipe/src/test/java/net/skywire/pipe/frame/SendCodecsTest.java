package net.skywire.pipe.frame;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SendCodecsTest {

    private final SendCodecs codecs = new SendCodecs();

    /** Works, unless there is an obstacle. */
    private record Named(String name, Optional<String> obstacle) implements SendCodec {
        @Override
        public SendEncoder encoder() {
            throw new UnsupportedOperationException();
        }

        @Override
        public ByteBuffer payloads(int size) {
            throw new UnsupportedOperationException();
        }

        @Override
        public FrameParser parser(ByteBuffer in, Beginnings beginnings, ByteBuffer payloads, FrameTable table) {
            throw new UnsupportedOperationException();
        }
    }

    private static SendCodec working(String name) {
        return new Named(name, Optional.empty());
    }

    @Test
    void takeJavaWhereThereIsNothingElse() throws Exception {
        assertEquals("java", codecs.choose(SendCodecs.AUTO).name());
    }

    @Test
    void takeTheFirstThatWorks() throws Exception {
        SendCodec jni = working("jni");
        codecs.add(jni);
        codecs.add(new Named("panama", Optional.of("needs a library")));
        assertEquals("jni", codecs.choose(SendCodecs.AUTO).name());

        codecs.add(working("panama"));
        assertEquals("panama", codecs.choose(SendCodecs.AUTO).name());

        codecs.remove(jni);
        assertEquals("panama", codecs.choose(SendCodecs.AUTO).name());
    }

    @Test
    void takeWhatIsWantedOrNothing() throws Exception {
        codecs.add(working("panama"));
        codecs.add(new Named("jni", Optional.of("no skp in java.library.path")));

        assertEquals("java", codecs.choose("java").name());
        var thrown = assertThrows(IOException.class, () -> codecs.choose("jni"));
        assertEquals(
                "codec: expected jni, found none; passed over panama: not asked for,"
                        + " jni: no skp in java.library.path, java: not asked for",
                thrown.getMessage());
    }

    @Test
    void followTheConfiguration() throws Exception {
        codecs.add(working("jni"));
        codecs.configure(Map.of("codec", "java"));
        assertEquals("java", codecs.chooseConfigured().name());

        codecs.configure(Map.of());
        assertEquals("jni", codecs.chooseConfigured().name());
    }
}
