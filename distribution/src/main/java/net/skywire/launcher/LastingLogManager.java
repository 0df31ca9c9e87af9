package net.skywire.launcher;

import java.util.logging.LogManager;

/**
 * Logs until the container has stopped. The manager it replaces closes its handlers as soon as the JVM is told to end,
 * and what bundles say while they stop would be lost.
 */
public final class LastingLogManager extends LogManager {

    private volatile boolean kept;

    @Override
    public void reset() {
        if (!kept) {
            super.reset();
        }
    }

    void keep() {
        kept = true;
    }

    void end() {
        kept = false;
        reset();
    }
}
