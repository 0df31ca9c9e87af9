package net.skywire.pipe;

/**
 * What one app may take up at its node.
 *
 * @param loops open at once
 * @param queuedBytes that wait for the app to take them, over all its loops
 * @param requests to the app without an answer
 */
public record SeatLimits(int loops, int queuedBytes, int requests) {

    /** Room for every ephemeral port, and for what a pipe has room for. */
    public static final SeatLimits DEFAULT = new SeatLimits(16384, 16 * 1024 * 1024, Limits.REQUEST_IDS);

    /** As much as there can be. */
    public static final SeatLimits NONE = new SeatLimits(65535, Integer.MAX_VALUE, Limits.REQUEST_IDS);

    public SeatLimits {
        check("loops", loops, 65535);
        check("queued bytes", queuedBytes, Integer.MAX_VALUE);
        check("requests", requests, Limits.REQUEST_IDS);
    }

    private static void check(String what, int value, int most) {
        if (value < 1 || value > most) {
            throw new IllegalArgumentException(what + ": expected a number in 1.." + most + ", got " + value);
        }
    }
}
