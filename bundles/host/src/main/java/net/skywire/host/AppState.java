package net.skywire.host;

/** Where an app is in its life. */
public enum AppState {
    /** Installed, but without its seat at the node: the reason says what it waits for. */
    WAITING,
    /** At work. */
    RUNNING,
    /** Ended by a fault: the reason says which. */
    FAILED,
    /** Ended as it should. */
    STOPPED
}
