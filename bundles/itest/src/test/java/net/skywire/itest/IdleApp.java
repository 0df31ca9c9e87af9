package net.skywire.itest;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import net.skywire.app.Addr;
import net.skywire.app.App;
import net.skywire.app.AppMain;
import net.skywire.app.Loop;

/** Opens a loop to the echo app, uses it, and then reads from it until it is removed. */
public final class IdleApp implements AppMain {

    @Override
    public void run(App app) throws IOException {
        Loop loop = app.dial(new Addr(app.addr().orElseThrow().key(), 100), Duration.ofSeconds(10));
        loop.write(ByteBuffer.wrap(new byte[] {1}));
        ByteBuffer answer = ByteBuffer.allocate(100);
        while (loop.read(answer.clear()) > 0) {
            // nothing more comes
        }
    }
}
