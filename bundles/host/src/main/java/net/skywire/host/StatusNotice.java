package net.skywire.host;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/** A service of who has something to say to the operator that is about the container, and not about one app. */
@ConsumerType
@FunctionalInterface
public interface StatusNotice {

    /** A line for each thing; empty if there is nothing. May be called from any thread and must not block. */
    List<String> notices();
}
