package net.skywire.testkit.run;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import net.skywire.app.AppMain;
import net.skywire.app.Loop;
import net.skywire.app.LoopHandler;
import net.skywire.app.LoopListener;
import net.skywire.app.spi.AppFault;

/**
 * Goes along with an app's code: knows the threads it is on, the threads it has started, and what its handler or a
 * listener has thrown. A thread that an app starts inherits its context class loader, and is known by that.
 */
final class AppWatch {

    /** Made once for all that is in the JVM, by whoever comes first. */
    private static final String SHARED = "elayScheduler";

    private static final int MOST_FAILURES = 10;

    private final ClassLoader mark = new ClassLoader(Thread.currentThread().getContextClassLoader()) {};
    private final Set<Thread> working = ConcurrentHashMap.newKeySet();
    private final Queue<String> bugs = new ConcurrentLinkedQueue<>();
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();

    AppMain main(AppMain main) {
        return app -> {
            Inside code = new Inside();
            try {
                main.run(app);
            } finally {
                code.leave();
            }
        };
    }

    LoopHandler handler(LoopHandler handler) {
        return loop -> {
            Inside code = new Inside();
            try {
                handler.accepted(loop);
            } catch (IOException e) {
                note(failures, e);
                throw e;
            } catch (RuntimeException | Error e) {
                note(bugs, e);
                throw e;
            } finally {
                code.leave();
            }
        };
    }

    /** @param given the loop as the app knows it */
    LoopListener listener(Loop given, LoopListener listener) {
        return new LoopListener() {
            @Override
            public void received(Loop loop, ByteBuffer message) throws IOException {
                try {
                    listener.received(given, message);
                } catch (IOException e) {
                    note(failures, e);
                    throw e;
                } catch (RuntimeException | Error e) {
                    note(bugs, e);
                    throw e;
                }
            }

            @Override
            public void ended(Loop loop, Optional<IOException> cause) {
                try {
                    listener.ended(given, cause);
                } catch (RuntimeException | Error e) {
                    note(bugs, e);
                    throw e;
                }
            }
        };
    }

    Runnable callback(Runnable callback) {
        return () -> {
            Inside code = new Inside();
            try {
                callback.run();
            } finally {
                code.leave();
            }
        };
    }

    /** While this thread is in the app's code. */
    private final class Inside {
        private final Thread thread = Thread.currentThread();
        private final ClassLoader before = thread.getContextClassLoader();

        Inside() {
            thread.setContextClassLoader(mark);
            working.add(thread);
        }

        void leave() {
            working.remove(thread);
            thread.setContextClassLoader(before);
        }
    }

    private static void note(Queue<String> notes, Throwable thrown) {
        if (notes.size() < MOST_FAILURES) {
            notes.add(AppFault.line(thrown));
        }
    }

    /** What its handler or a listener has thrown that no handler may. */
    List<String> bugs() {
        return List.copyOf(bugs);
    }

    /** What its handler or a listener has thrown that ends a loop and no more. */
    List<String> failures() {
        return List.copyOf(failures);
    }

    /** Waits until the app has no thread, and says which it still has at the deadline. */
    List<String> threadsAt(long deadlineNanos) {
        List<String> left = new ArrayList<>();
        for (Thread thread : threads()) {
            if (!hasEnded(thread, deadlineNanos)) {
                StackTraceElement[] trace = thread.getStackTrace();
                left.add("\"" + thread.getName() + '"' + (trace.length == 0 ? "" : " at " + trace[0]));
            }
        }
        return left;
    }

    private Set<Thread> threads() {
        Set<Thread> found = new LinkedHashSet<>(working);
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getContextClassLoader() == mark && !thread.getName().contains(SHARED)) {
                found.add(thread);
            }
        }
        return found;
    }

    private static boolean hasEnded(Thread thread, long deadlineNanos) {
        try {
            long leftMillis = (deadlineNanos - System.nanoTime()) / 1_000_000;
            thread.join(Math.max(1, leftMillis));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return !thread.isAlive();
    }
}
