/** The pipe protocol from an app's end, and the limits of both ends. */
@Export
@Version("1.0.0")
package net.skywire.pipe;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
