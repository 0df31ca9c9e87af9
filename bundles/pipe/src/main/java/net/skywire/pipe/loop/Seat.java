package net.skywire.pipe.loop;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import net.skywire.app.Addr;

/** What stands behind a {@link LoopApp}: its place at a node. */
public interface Seat {

    /** As {@link net.skywire.app.App#dial}; the loop has been given to {@link LoopApp#adopt}. */
    LoopChannel dial(Addr remote, Duration timeout) throws IOException;

    /** As {@link net.skywire.app.App#addr}. */
    Optional<Addr> addr();

    /** The app is closed and so are its loops. May wait, within bounds, for them to be told. */
    void leave();
}
