package net.skywire.testkit;

import java.io.IOException;
import net.skywire.app.Loop;
import net.skywire.app.LoopHandler;

/** Closes each loop at the first byte. */
public final class ClosingApp implements LoopHandler {

    @Override
    public void accepted(Loop loop) throws IOException {
        loop.input().read();
    }
}
