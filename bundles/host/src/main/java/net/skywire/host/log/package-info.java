/** How a line of a log looks, and logs that are followed while they are written. */
@Export
@Version("1.1.0")
package net.skywire.host.log;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
