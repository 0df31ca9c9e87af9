package net.skywire.host.internal;

import org.osgi.framework.Bundle;

/** Which app of which bundle. */
record AppId(Bundle bundle, String name) {

    /** Written out, since a record's own is made of classes at its first use, and that is at the start. */
    @Override
    public int hashCode() {
        return 31 * bundle.hashCode() + name.hashCode();
    }
}
