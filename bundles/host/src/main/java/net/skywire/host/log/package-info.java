/** Logs that are followed while they are written. */
@Export
@Version("1.0.0")
package net.skywire.host.log;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
