package net.skywire.attach;

/** Who has brought an app's pipes from the node, and lives as long as the app. Called by any thread; does not block. */
interface Caller {

    /** The app has its seat. */
    void seated();

    /**
     * The app has ended, or will not have a seat. Told once.
     *
     * @param fault why; empty if there is nothing to complain of
     */
    void ended(String fault);
}
