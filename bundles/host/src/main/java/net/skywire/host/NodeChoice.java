package net.skywire.host;

import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Says of single apps where they get their node: a service, if there is any. Whoever offers it changes one of its
 * properties when it says something else.
 */
@ConsumerType
public interface NodeChoice {

    /** Empty for an app that gets its node as all others do. Must not block. */
    Optional<NodeMode> modeOf(String app);
}
