package net.skywire.testkit.run;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import net.skywire.app.Addr;
import net.skywire.app.App;
import net.skywire.app.AppConfig;
import net.skywire.app.Loop;

/** An app's seat that notes which loops the app is given. */
final class WatchedApp implements App {

    private final App app;
    private final HeldLoops loops;
    private final AppWatch watch;

    WatchedApp(App app, HeldLoops loops, AppWatch watch) {
        this.app = app;
        this.loops = loops;
        this.watch = watch;
    }

    private Loop noted(Loop loop) {
        loops.add(this, loop);
        return WatchedLoop.of(loop, watch);
    }

    @Override
    public Loop accept() throws IOException {
        return noted(app.accept());
    }

    @Override
    public Loop accept(Duration timeout) throws IOException {
        return noted(app.accept(timeout));
    }

    @Override
    public Loop dial(Addr remote, Duration timeout) throws IOException {
        return noted(app.dial(remote, timeout));
    }

    @Override
    public Optional<Addr> addr() {
        return app.addr();
    }

    @Override
    public AppConfig config() {
        return app.config();
    }

    @Override
    public List<String> arguments() {
        return app.arguments();
    }

    @Override
    public void close() {
        app.close();
    }
}
