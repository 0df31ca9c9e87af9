package net.skywire.helloworld.server;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import net.skywire.app.Loop;
import net.skywire.app.LoopHandler;
import net.skywire.app.SkywireApp;
import org.osgi.service.component.annotations.Component;

/** Answers each {@code ping} with {@code pong}. */
@Component
@SkywireApp(name = "helloworld-server", version = "1.0", port = 10)
public final class HelloworldServer implements LoopHandler {

    private static final Logger LOG = System.getLogger("helloworld-server");

    @Override
    public void accepted(Loop loop) throws IOException {
        ByteBuffer message = ByteBuffer.allocate(4);
        while (loop.read(message.clear()) > 0) {
            String text = StandardCharsets.UTF_8.decode(message.flip()).toString();
            LOG.log(Level.INFO, "{0} from {1}", text, loop.remoteAddress());
            loop.write(ByteBuffer.wrap("pong".getBytes(StandardCharsets.UTF_8)));
        }
    }
}
