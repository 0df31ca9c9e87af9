/** What others may know of the apps that run here. */
@Export
@Version("1.1.0")
package net.skywire.host;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
