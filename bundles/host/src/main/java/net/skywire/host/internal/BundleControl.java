package net.skywire.host.internal;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import net.skywire.host.AppControl;

/** Lets an operator start and stop the apps of bundles. What is done is done on the host's thread. */
final class BundleControl implements AppControl {

    private static final long LONGEST_REQUEST_SECONDS = 30;

    private final HostedApps apps;
    private final Executor hostThread;
    private final AppLines lines;

    BundleControl(HostedApps apps, Executor hostThread, AppLines lines) {
        this.apps = apps;
        this.hostThread = hostThread;
        this.lines = lines;
    }

    private interface Change {
        void of(HostedApp app) throws IOException;
    }

    @Override
    public boolean controls(String app) {
        return !apps.named(app).isEmpty();
    }

    @Override
    public void start(String app) throws IOException {
        await(app, "start", HostedApp::startByOperator);
    }

    @Override
    public void stop(String app) throws IOException {
        await(app, "stop", HostedApp::stopByOperator);
    }

    @Override
    public void restart(String app) throws IOException {
        await(app, "restart", hosted -> {
            hosted.stopByOperator();
            hosted.startByOperator();
        });
    }

    private void await(String app, String what, Change change) throws IOException {
        FutureTask<Void> task = new FutureTask<>(() -> {
            for (HostedApp each : apps.named(app)) {
                change.of(each);
            }
            return null;
        });
        try {
            hostThread.execute(task);
            task.get(LONGEST_REQUEST_SECONDS, TimeUnit.SECONDS);
        } catch (RejectedExecutionException e) {
            throw new IOException("the container stops", e);
        } catch (ExecutionException e) {
            throw new IOException(e.getCause().getMessage(), e.getCause());
        } catch (TimeoutException e) {
            throw new IOException(
                    what + " " + app + ": still at it after " + LONGEST_REQUEST_SECONDS
                            + " s; status tells when it is done",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException(what + " " + app);
        }
    }

    @Override
    public List<String> log(String app, int count) {
        return lines.tail(app, Math.min(count, MAX_LINES));
    }

    @Override
    public void follow(String app, int count, Lines to) throws IOException, InterruptedException {
        lines.follow(app, Math.min(count, MAX_LINES), to);
    }
}
