package net.skywire.deploy.transaction;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import net.skywire.deploy.RefusedException;
import org.osgi.framework.BundleException;

/** Calls of code that is not ours, each on a thread of its own: nothing waits longer than it said. */
final class Bounded {

    private Bounded() {}

    interface Call {
        void run() throws BundleException;
    }

    /**
     * @param what for the message, such as {@code to start}
     * @throws RefusedException if it fails, or does not end; then it is interrupted, and left alone
     */
    static void run(String what, Duration longest, Call call) throws RefusedException, InterruptedException {
        FutureTask<Void> task = new FutureTask<>(() -> {
            call.run();
            return null;
        });
        Thread thread = new Thread(null, task, "skywire-deploy-call", 0, false);
        thread.setDaemon(true);
        thread.start();
        try {
            task.get(longest.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new RefusedException(Reason.of(e.getCause()));
        } catch (TimeoutException e) {
            String where = Reason.place(thread);
            thread.interrupt();
            throw new RefusedException("expected " + what + " within " + longest.toMillis() + " ms, it hangs" + where);
        } catch (InterruptedException e) {
            thread.interrupt();
            throw e;
        }
    }
}
