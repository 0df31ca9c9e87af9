package net.skywire.helloworld.server;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import net.skywire.app.Loop;
import net.skywire.app.LoopHandler;
import net.skywire.app.SkywireApp;
import org.osgi.service.component.annotations.Component;

/** Answers each {@code ping} with {@code pong}, until the client closes the loop or sends anything else. */
@Component
@SkywireApp(name = "helloworld-server", version = "1.0", port = 10)
public final class HelloworldServer implements LoopHandler {

    private static final Logger LOG = System.getLogger("helloworld-server");
    private static final byte[] PING = "ping".getBytes(StandardCharsets.UTF_8);
    private static final byte[] PONG = "pong".getBytes(StandardCharsets.UTF_8);

    @Override
    public void accepted(Loop loop) throws IOException {
        while (Arrays.equals(loop.input().readNBytes(PING.length), PING)) {
            LOG.log(Level.INFO, "ping from {0}", loop.remoteAddress());
            loop.output().write(PONG);
        }
    }
}
