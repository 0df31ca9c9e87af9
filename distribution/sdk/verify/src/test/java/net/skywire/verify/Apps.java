package net.skywire.verify;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import net.skywire.app.App;
import net.skywire.app.AppMain;
import net.skywire.app.HealthCheck;
import net.skywire.app.Loop;
import net.skywire.app.LoopHandler;

/** Apps that do right, and wrong in every way. Each goes into a jar of its own, without the others. */
final class Apps {

    private Apps() {}

    public static final class Right implements LoopHandler, HealthCheck {
        @Override
        public void accepted(Loop loop) throws IOException {
            loop.input().transferTo(loop.output());
        }

        @Override
        public void check(Loop loop) throws IOException {
            loop.output().write(7);
            if (loop.input().read() != 7) {
                throw new IOException("expected 7 back");
            }
        }
    }

    public static final class FailsToBeMade implements LoopHandler {
        public FailsToBeMade() {
            throw new IllegalStateException("no database");
        }

        @Override
        public void accepted(Loop loop) {}
    }

    public static final class HangsWhenMade implements LoopHandler {
        public HangsWhenMade() throws InterruptedException {
            synchronized (this) {
                while (true) {
                    wait();
                }
            }
        }

        @Override
        public void accepted(Loop loop) {}
    }

    public static final class FailsToRun implements AppMain {
        @Override
        public void run(App app) {
            throw new IllegalArgumentException("no such mode");
        }
    }

    public static final class NeedsArguments implements AppMain {
        @Override
        public void run(App app) throws Exception {
            if (app.arguments().isEmpty()) {
                throw new IOException("expected an address, got none");
            }
            app.accept();
        }
    }

    public static final class FailsOnALoop implements LoopHandler {
        @Override
        public void accepted(Loop loop) {
            throw new UnsupportedOperationException("not yet");
        }
    }

    public static final class IsUnwell implements LoopHandler, HealthCheck {
        @Override
        public void accepted(Loop loop) {}

        @Override
        public void check(Loop loop) throws IOException {
            throw new IOException("the disk is full");
        }
    }

    /** For eight seconds, whatever others say. */
    public static final class DoesNotStop implements AppMain {
        @Override
        public void run(App app) {
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(8);
            while (System.nanoTime() < end) {
                LockSupport.parkNanos(1_000_000);
                Thread.interrupted();
            }
        }
    }

    /** It ends a minute later. */
    public static final class LeavesAThread implements LoopHandler, Runnable {
        public LeavesAThread() {
            Thread thread = new Thread(this, "worker");
            thread.setDaemon(true);
            thread.start();
        }

        @Override
        public void run() {
            LockSupport.parkNanos(TimeUnit.MINUTES.toNanos(1));
        }

        @Override
        public void accepted(Loop loop) {}
    }

    public static final class LeavesAHook extends Thread implements LoopHandler {
        public LeavesAHook() {
            Runtime.getRuntime().addShutdownHook(this);
        }

        @Override
        public void accepted(Loop loop) {}
    }

    /** A component of something else. */
    public static final class IsNoApp implements Runnable {
        @Override
        public void run() {}
    }
}
