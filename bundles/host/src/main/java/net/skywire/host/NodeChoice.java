package net.skywire.host;

import java.util.Map;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Says of single apps where they get their node: a service, if there is any. Whoever offers it changes one of its
 * properties when it says something else.
 */
@ConsumerType
@FunctionalInterface
public interface NodeChoice {

    /** By app; one that is not in it gets its node as all others do. Must not block. */
    Map<String, NodeMode> modes();
}
