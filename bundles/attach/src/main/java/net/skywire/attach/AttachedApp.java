package net.skywire.attach;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import net.skywire.app.Addr;
import net.skywire.app.App;
import net.skywire.app.AppConfig;
import net.skywire.app.Loop;
import net.skywire.pipe.loop.LoopApp;

/** An app at its seat at an outside node; who has brought the pipes is told when it closes. */
final class AttachedApp implements App {

    private final LoopApp seat;
    private final Attachment attachment;

    AttachedApp(LoopApp seat, Attachment attachment) {
        this.seat = seat;
        this.attachment = attachment;
    }

    Attachment attachment() {
        return attachment;
    }

    @Override
    public Loop accept() throws IOException {
        return seat.accept();
    }

    @Override
    public Loop accept(Duration timeout) throws IOException {
        return seat.accept(timeout);
    }

    @Override
    public Loop dial(Addr remote, Duration timeout) throws IOException {
        return seat.dial(remote, timeout);
    }

    @Override
    public Optional<Addr> addr() {
        return seat.addr();
    }

    @Override
    public AppConfig config() {
        return seat.config();
    }

    @Override
    public List<String> arguments() {
        return seat.arguments();
    }

    int loopCount() {
        return seat.loopCount();
    }

    boolean awaitNoLoops(Duration longest) throws InterruptedException {
        return seat.awaitNoLoops(longest);
    }

    @Override
    public void close() {
        seat.close();
        attachment.closed();
    }
}
