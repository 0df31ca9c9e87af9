package net.skywire.itest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import net.skywire.host.AppStatus;
import net.skywire.host.AppStatusSource;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** A bundle that knows no apps, and does not answer for as long as there is a file {@code stuck} in the container's folder. */
public final class StuckSource implements AppStatusSource, BundleActivator {

    private volatile Path file;

    /** The bundle. */
    static byte[] jar() throws IOException {
        return AppJars.activated(StuckSource.class, "stuck");
    }

    @Override
    public void start(BundleContext context) {
        file = Path.of(context.getProperty("skywire.home"), "stuck");
        context.registerService(AppStatusSource.class, this, null);
    }

    @Override
    public void stop(BundleContext context) {
        // the framework takes the service back
    }

    @Override
    public List<AppStatus> apps() {
        while (Files.exists(file) && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
        return List.of();
    }
}
