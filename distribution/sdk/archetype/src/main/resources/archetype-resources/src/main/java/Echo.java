package ${package};

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import net.skywire.app.HealthCheck;
import net.skywire.app.Loop;
import net.skywire.app.LoopHandler;
import net.skywire.app.SkywireApp;
import org.osgi.service.component.annotations.Component;

/** Sends back whatever comes. Put your own app in its place. */
@Component
@SkywireApp(name = "${app}")
public final class Echo implements LoopHandler, HealthCheck {

    private static final byte[] HELLO = "hello".getBytes(StandardCharsets.UTF_8);

    @Override
    public void accepted(Loop loop) throws IOException {
        loop.input().transferTo(loop.output());
    }

    /** Asked before this version takes the place of the one before, and by mvn verify. */
    @Override
    public void check(Loop loop) throws IOException {
        loop.output().write(HELLO);
        byte[] back = loop.input().readNBytes(HELLO.length);
        if (!Arrays.equals(back, HELLO)) {
            throw new IOException("expected hello back, got " + back.length + " other bytes");
        }
    }
}
