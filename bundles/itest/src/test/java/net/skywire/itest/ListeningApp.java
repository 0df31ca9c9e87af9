package net.skywire.itest;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import net.skywire.app.Loop;
import net.skywire.app.LoopHandler;
import net.skywire.app.LoopListener;

/** Answers each message with the kind of thread that it came on, in callback style. */
public final class ListeningApp implements LoopHandler, LoopListener {

    @Override
    public void accepted(Loop loop) {
        loop.listen(this);
    }

    @Override
    public void received(Loop loop, ByteBuffer message) throws IOException {
        loop.write(ByteBuffer.wrap(
                Thread.currentThread().getClass().getSimpleName().getBytes(StandardCharsets.UTF_8)));
    }
}
