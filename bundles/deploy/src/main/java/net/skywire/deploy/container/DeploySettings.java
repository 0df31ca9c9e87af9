package net.skywire.deploy.container;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Map;
import net.skywire.deploy.signature.SignatureMode;
import net.skywire.deploy.transaction.DeployLimits;
import net.skywire.host.GoDuration;

/** What the operator has configured. What makes no sense is told of, and is as if nothing was said. */
record DeploySettings(SignatureMode mode, DeployLimits limits) {

    private static final Logger LOG = System.getLogger("net.skywire.deploy");

    static DeploySettings of(Map<String, Object> configuration) {
        DeployLimits normal = DeployLimits.DEFAULT;
        return new DeploySettings(
                mode(configuration),
                new DeployLimits(
                        normal.start(),
                        normal.probe(),
                        duration("drain", configuration, normal.drain()),
                        duration("trial", configuration, normal.trial()),
                        normal.check()));
    }

    private static SignatureMode mode(Map<String, Object> configuration) {
        try {
            Object text = configuration.get("signatures");
            return text == null ? SignatureMode.REQUIRED : SignatureMode.parse(text.toString());
        } catch (IllegalArgumentException e) {
            LOG.log(Level.ERROR, "{0}; they are required", e.getMessage());
            return SignatureMode.REQUIRED;
        }
    }

    private static Duration duration(String key, Map<String, Object> configuration, Duration normal) {
        try {
            Object said = configuration.get(key);
            if (said instanceof Number nanos) {
                return Duration.ofNanos(nanos.longValue());
            }
            return said == null ? normal : GoDuration.parse(said.toString());
        } catch (IllegalArgumentException e) {
            LOG.log(Level.ERROR, "{0}: {1}; it is {2}", key, e.getMessage(), GoDuration.format(normal));
            return normal;
        }
    }
}
