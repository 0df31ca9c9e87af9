package net.skywire.node.config;

/** Whether an app process that has ended is started again. */
public enum RestartPolicy {
    NEVER,
    /** Unless it ended with exit code 0, or was asked to. */
    ON_FAILURE,
    /** Unless it was asked to end. */
    ALWAYS
}
