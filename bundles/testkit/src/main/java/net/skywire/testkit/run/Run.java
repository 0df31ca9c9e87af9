package net.skywire.testkit.run;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import net.skywire.app.Addr;

/** An app at work, whatever it runs as. What is said of it goes behind its name. */
public interface Run {

    Addr addr();

    /** Completes when the app has ended by itself, with its fault if it has failed. */
    CompletableFuture<Optional<String>> end();

    /** Why it has failed, if it has by now. */
    default Optional<String> fault() {
        return end().getNow(Optional.empty());
    }

    /** What may explain that it does not do as expected. */
    List<String> remarks();

    /** Waits, within bounds, for loops to be closed that are over; says which are not. */
    List<String> openLoops();

    /** The node goes without a word. */
    void lose();

    /** Ends the app and waits for its end, within bounds; says what it leaves. */
    List<String> stop();
}
