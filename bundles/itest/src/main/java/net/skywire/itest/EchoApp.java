package net.skywire.itest;

import java.io.IOException;
import net.skywire.app.Loop;
import net.skywire.app.LoopHandler;

/** Gives back what it gets. */
public final class EchoApp implements LoopHandler {

    @Override
    public void accepted(Loop loop) throws IOException {
        loop.input().transferTo(loop.output());
    }
}
