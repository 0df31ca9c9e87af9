/** Files of a container that have to last. */
@Export
@Version("1.0.0")
package net.skywire.host.file;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
