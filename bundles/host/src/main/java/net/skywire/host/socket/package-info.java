/** Sockets in the file system by which a container is reached from its own machine. */
@Export
@Version("1.0.0")
package net.skywire.host.socket;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
