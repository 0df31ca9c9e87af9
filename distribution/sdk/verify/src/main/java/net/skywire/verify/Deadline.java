package net.skywire.verify;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Runs an app's code on a thread of its own, which is left alone if it does not come back. */
final class Deadline {

    private Deadline() {}

    interface Work {
        void run() throws Exception;
    }

    /**
     * Waits for the work's end.
     *
     * @param what is done, for the message: {@code its start}
     * @throws ExecutionException what the work has thrown
     * @throws TimeoutException if it takes longer; the message says where it is
     */
    static void run(String what, Duration longest, Work work) throws ExecutionException, TimeoutException {
        FutureTask<Void> task = new FutureTask<>(() -> {
            work.run();
            return null;
        });
        Thread thread = new Thread(task, "skywire-verify-" + what.replace(' ', '-'));
        thread.setDaemon(true);
        thread.start();
        try {
            task.get(longest.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new TimeoutException(
                    "expected " + what + " to take up to " + longest.toMillis() + " ms, it still is" + at(thread));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TimeoutException("interrupted during " + what);
        }
    }

    private static String at(Thread thread) {
        StackTraceElement[] trace = thread.getStackTrace();
        for (StackTraceElement each : trace) {
            String name = each.getClassName();
            if (!name.startsWith("java.") && !name.startsWith("jdk.") && !name.startsWith("sun.")) {
                return " at " + each;
            }
        }
        return trace.length == 0 ? "" : " at " + trace[0];
    }
}
