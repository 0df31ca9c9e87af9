package net.skywire.benchmarks.deploy;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import net.skywire.app.App;
import net.skywire.app.AppMain;
import net.skywire.app.Loop;
import net.skywire.app.LoopHandler;

/** Gives back a byte; fails when that is {@link #FAIL}. */
public final class TellingApp implements AppMain, LoopHandler {

    static final int FAIL = 1;
    static final int PING = 2;

    private final CountDownLatch told = new CountDownLatch(1);

    @Override
    public void run(App app) throws InterruptedException {
        told.await();
        throw new IllegalStateException("told to fail");
    }

    @Override
    public void accepted(Loop loop) throws IOException {
        int said = loop.input().read();
        if (said == FAIL) {
            told.countDown();
        }
        loop.output().write(said);
    }
}
