package net.skywire.host.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class FollowersTest {

    private final Followers followers = new Followers();

    @Test
    void getWhatComesWhileTheyAreThere() throws Exception {
        followers.add("too early");
        Followers.Follower first = followers.join();
        followers.add("one");
        Followers.Follower second = followers.join();
        followers.add("two");
        first.close();
        followers.add("three");

        assertEquals(List.of("one", "two"), List.of(first.next(), first.next()));
        assertEquals(List.of("two", "three"), List.of(second.next(), second.next()));
        assertFalse(followers.isEmpty());
        second.close();
        assertTrue(followers.isEmpty());
    }

    @Test
    void loseWhatIsPastTheLimitAndAreTold() throws Exception {
        Followers.Follower slow = followers.join();
        IntStream.range(0, Followers.MAX_WAITING).forEach(line -> followers.add("line " + line));
        followers.add("lost");
        followers.add("lost");

        List<String> read = new ArrayList<>();
        for (int line = 0; line < Followers.MAX_WAITING; line++) {
            read.add(slow.next());
        }

        assertEquals("line " + (Followers.MAX_WAITING - 1), read.get(read.size() - 1));
        assertEquals("--- 2 lines lost: they came too fast ---", slow.next());
        followers.add("again");
        assertEquals("again", slow.next());
    }

    @Test
    void areToldOfALossInItsPlace() throws Exception {
        Followers.Follower slow = followers.join();
        IntStream.rangeClosed(0, Followers.MAX_WAITING).forEach(line -> followers.add("line"));
        slow.next();
        followers.add("lost too, as there is room for one, and two are needed");
        slow.next();
        followers.add("kept");

        for (int line = 2; line < Followers.MAX_WAITING; line++) {
            assertEquals("line", slow.next());
        }
        assertEquals("--- 2 lines lost: they came too fast ---", slow.next());
        assertEquals("kept", slow.next());
    }

    @Test
    void handOnUntilTheyAreInterruptedOrNobodyTakesIt() throws Exception {
        CompletableFuture<List<String>> taken = new CompletableFuture<>();
        List<String> lines = new ArrayList<>();
        try (Followers.Follower follower = followers.join()) {
            Thread thread = new Thread(() -> {
                try {
                    follower.handOn(List.of("before"), lines::add);
                } catch (IOException | InterruptedException e) {
                    taken.complete(List.copyOf(lines));
                }
            });
            thread.start();
            followers.add("after");
            while (thread.getState() != Thread.State.WAITING) {
                Thread.onSpinWait();
            }

            thread.interrupt();

            assertEquals(List.of("before", "after"), taken.get(10, TimeUnit.SECONDS));
            assertThrows(
                    IOException.class,
                    () -> follower.handOn(List.of("one"), line -> {
                        throw new IOException(line);
                    }));
        }
    }
}
