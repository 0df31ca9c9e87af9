package net.skywire.host;

import org.osgi.annotation.versioning.ProviderType;

/** Where the operator wants apps to get their node: a service, of which a property changes when that does. */
@ProviderType
public interface NodeSetting {

    /** For every app of which nothing else is said. */
    NodeMode mode();
}
