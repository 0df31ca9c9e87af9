/** The end of a loop that an app in this JVM holds, whatever carries the loop. */
@Export
@Version("1.0.0")
package net.skywire.pipe.loop;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
