package net.skywire.deploy.store;

import java.time.Instant;

/**
 * What has happened to an app, for operators.
 *
 * @param what in one word or two: deployed, updated, refused, rolled back, removed
 * @param version which it happened to
 * @param origin where that came from
 * @param reason why; empty where there is nothing to say
 */
public record AppEvent(Instant at, String what, String version, String digest, String origin, String reason) {}
