package net.skywire.deploy;

/** What an operator agrees to when deploying, and is refused otherwise. */
public enum Consent {
    /** A version older than the newest that has ever been installed. */
    OLDER,
    /** That other bundles, which use packages of the app, are stopped and started again. */
    REFRESH,
    /** That the app asks for more than its version before. */
    GRANT,
    /** A jar that has failed before. */
    AGAIN
}
