package net.skywire.testkit;

import java.io.IOException;
import net.skywire.app.Loop;
import net.skywire.app.LoopHandler;
import net.skywire.app.SkywireApp;

/** Sends back what comes. */
@SkywireApp(name = "echo", version = "2.1", port = 20)
public final class EchoApp implements LoopHandler {

    @Override
    public void accepted(Loop loop) throws IOException {
        loop.input().transferTo(loop.output());
    }
}
