package com.example.echo;

import java.io.IOException;
import net.skywire.app.Loop;
import net.skywire.app.LoopHandler;
import net.skywire.app.SkywireApp;
import org.osgi.service.component.annotations.Component;

@Component
@SkywireApp(name = "echo", version = "1.0", port = 20)
public final class Echo implements LoopHandler {
    @Override
    public void accepted(Loop loop) throws IOException {
        loop.input().transferTo(loop.output());
    }
}
