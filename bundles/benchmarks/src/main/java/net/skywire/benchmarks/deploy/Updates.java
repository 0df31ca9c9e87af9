package net.skywire.benchmarks.deploy;

/** How many updates of one app there are where many are wanted. */
final class Updates {

    private static final int MANY = 1000;
    private static final int QUICK = 50;

    private Updates() {}

    /** Fewer with {@code --quick}. */
    static int count() {
        return Boolean.getBoolean("quick") ? QUICK : MANY;
    }
}
