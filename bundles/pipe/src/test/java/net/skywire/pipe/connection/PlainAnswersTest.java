package net.skywire.pipe.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlainAnswersTest {

    private final Requests requests = new Requests(2);
    private final PlainAnswers plain = new PlainAnswers(requests);
    private final List<String> events = new ArrayList<>();

    private void ask(String name) {
        requests.writeSoon(id -> events.add(name + " has id " + id), new Answer() {
            @Override
            public void success(ByteBuffer body) {
                events.add(name + ": " + StandardCharsets.US_ASCII.decode(body));
            }

            @Override
            public void failure(String reason) {
                events.add(name + " failed: " + reason);
            }
        });
    }

    @Test
    void areGivenInTheirOrderToThoseWhoWait() {
        ask("one");
        ask("two");
        events.clear();

        plain.add(1);
        plain.add(0);
        plain.serve();

        assertEquals(List.of("two: null", "one: null"), events);
    }

    @Test
    void doNotAnswerARequestThatWasMadeAfterThem() {
        ask("one");
        ask("two");
        ask("three");
        events.clear();

        plain.add(0);
        plain.add(0);
        plain.add(200);
        plain.serve();

        assertEquals(List.of("three has id 0", "one: null"), events);
    }

    @Test
    void mayBeMoreThanThereIsRoomFor() {
        for (int i = 0; i < 1000; i++) {
            plain.add(2);
        }
        ask("one");
        plain.add(0);
        plain.serve();

        assertEquals(List.of("one has id 0", "one: null"), events);
    }

    @Test
    void sayYesAndNoMore() {
        assertTrue(PlainAnswers.isPlain(ByteBuffer.wrap("null".getBytes(StandardCharsets.US_ASCII))));
        assertFalse(PlainAnswers.isPlain(ByteBuffer.wrap("{}".getBytes(StandardCharsets.US_ASCII))));
        assertFalse(PlainAnswers.isPlain(ByteBuffer.allocate(0)));
    }
}
