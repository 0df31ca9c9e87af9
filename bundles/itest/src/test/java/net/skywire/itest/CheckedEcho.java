package net.skywire.itest;

import java.io.IOException;
import net.skywire.app.HealthCheck;
import net.skywire.app.Loop;
import net.skywire.app.LoopHandler;

/** Gives back what it gets, and is well if it gets back what it gives. */
public final class CheckedEcho implements LoopHandler, HealthCheck {

    @Override
    public void accepted(Loop loop) throws IOException {
        loop.input().transferTo(loop.output());
    }

    @Override
    public void check(Loop loop) throws IOException {
        loop.output().write(7);
        int answer = loop.input().read();
        if (answer != 7) {
            throw new IOException("expected 7, got " + answer);
        }
    }
}
