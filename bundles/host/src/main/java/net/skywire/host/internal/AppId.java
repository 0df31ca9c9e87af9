package net.skywire.host.internal;

import org.osgi.framework.Bundle;

/** Which app of which bundle. */
record AppId(Bundle bundle, String name) {}
