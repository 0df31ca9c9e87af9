package net.skywire.deploy.transaction;

import java.time.Duration;

/**
 * How long things may take.
 *
 * @param start the start or the end of a bundle
 * @param probe until its apps have proved that they are well, once it has started
 * @param drain that open loops of a version live on after the next has taken its place
 * @param trial that a version is watched after it has taken the place of another, and rolled back if it fails
 * @param check between two health checks during its trial, and the longest of one
 */
public record DeployLimits(Duration start, Duration probe, Duration drain, Duration trial, Duration check) {

    public static final DeployLimits DEFAULT = new DeployLimits(
            Duration.ofSeconds(30),
            Duration.ofSeconds(30),
            Duration.ofSeconds(60),
            Duration.ofMinutes(5),
            Duration.ofSeconds(10));
}
