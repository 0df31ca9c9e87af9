package net.skywire.node.process;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LastLinesTest {

    private final LastLines lines = new LastLines();

    private void add(String text) {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        lines.add(bytes);
        assertEquals(text.getBytes(StandardCharsets.UTF_8).length, bytes.remaining());
    }

    @Test
    void areThoseWithSomethingInThem() {
        add("one\r\n\n  \ntw");
        add("o");

        assertEquals(List.of("one", "two"), lines.all());
    }

    @Test
    void areAFew() {
        for (int number = 0; number <= LastLines.MAX_COUNT; number++) {
            add(number + "\n");
        }

        assertEquals(LastLines.MAX_COUNT, lines.all().size());
        assertEquals("1", lines.all().get(0));
        assertEquals(Optional.of("10"), lines.last());
    }

    @Test
    void areTheLastOfAFloodToo() {
        add("begun, ");
        add("first\n" + "flood\n".repeat(1000) + "last\nhalf");

        assertEquals(Optional.of("half"), lines.last());
        assertEquals("last", lines.all().get(LastLines.MAX_COUNT - 2));
        assertEquals("flood", lines.all().get(0));
    }

    @Test
    void areTheBeginningsOfLongOnes() {
        add("x".repeat(LastLines.MAX_LENGTH) + "\n");
        add("y".repeat(LastLines.MAX_LENGTH + 1) + "\n");

        assertEquals(List.of("x".repeat(LastLines.MAX_LENGTH), "y".repeat(LastLines.MAX_LENGTH)), lines.all());
    }
}
