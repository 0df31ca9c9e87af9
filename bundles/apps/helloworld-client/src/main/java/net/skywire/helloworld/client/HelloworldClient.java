package net.skywire.helloworld.client;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import net.skywire.app.Addr;
import net.skywire.app.App;
import net.skywire.app.AppMain;
import net.skywire.app.Loop;
import net.skywire.app.PubKey;
import net.skywire.app.SkywireApp;
import org.osgi.service.component.annotations.Component;

/** Sends a {@code ping} to the server that its last argument names, or else to the one at its own node. */
@Component
@SkywireApp(name = "helloworld-client", version = "1.0")
public final class HelloworldClient implements AppMain {

    private static final Logger LOG = System.getLogger("helloworld-client");
    private static final byte[] PING = "ping".getBytes(StandardCharsets.UTF_8);
    private static final byte[] PONG = "pong".getBytes(StandardCharsets.UTF_8);
    private static final int SERVER_PORT = 10;
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final Duration START = Duration.ofSeconds(5);
    private static final Duration PAUSE = Duration.ofMillis(50);

    @Override
    public void run(App app) throws IOException {
        try (Loop loop = dial(app, server(app))) {
            loop.setReadTimeout(TIMEOUT);
            loop.output().write(PING);
            LOG.log(Level.INFO, "ping from {0} to {1}", loop.localAddress(), loop.remoteAddress());
            if (!Arrays.equals(loop.input().readNBytes(PONG.length), PONG)) {
                throw new IOException("expected pong from " + loop.remoteAddress() + ", got something else");
            }
            LOG.log(Level.INFO, "pong from {0}", loop.remoteAddress());
        }
    }

    /** The server may be about to start. */
    private static Loop dial(App app, Addr server) throws IOException {
        Instant end = Instant.now().plus(START);
        while (true) {
            try {
                return app.dial(server, TIMEOUT);
            } catch (IOException e) {
                if (Instant.now().plus(PAUSE).isAfter(end)) {
                    throw e;
                }
                pause(e);
            }
        }
    }

    private static void pause(IOException before) throws IOException {
        try {
            Thread.sleep(PAUSE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw before;
        }
    }

    /** The argument is {@code <key>} or {@code <key>:<port>}; Go nodes put the path of a log before it. */
    private static Addr server(App app) throws IOException {
        List<String> arguments = app.arguments();
        if (arguments.isEmpty()) {
            return app.addr()
                    .map(own -> new Addr(own.key(), SERVER_PORT))
                    .orElseThrow(() -> new IOException("expected the server's public key as an argument, got none"));
        }
        String last = arguments.get(arguments.size() - 1);
        try {
            return last.contains(":") ? Addr.parse(last) : new Addr(PubKey.parse(last), SERVER_PORT);
        } catch (IllegalArgumentException e) {
            throw new IOException("last argument: " + e.getMessage(), e);
        }
    }
}
