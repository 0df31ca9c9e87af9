package net.skywire.node.process;

/**
 * How one life of a process has ended.
 *
 * @param clean whether by itself, with exit code 0
 * @param reason in a few words
 */
record Ending(boolean clean, String reason) {

    /** It could not be started. */
    static Ending unstarted(String why) {
        return new Ending(false, why);
    }
}
