package net.skywire.deploy;

import java.time.Instant;

/**
 * Something that has happened to an app.
 *
 * @param what in one word or two: deployed, updated, refused, failed, rolled back, removed
 * @param version which it happened to
 * @param digest SHA-256 of its jar
 * @param origin where that came from
 * @param reason why; empty where there is nothing to say
 */
public record DeployEvent(Instant at, String what, String version, String digest, String origin, String reason) {}
