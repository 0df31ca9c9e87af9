/** For those who bring apps and nodes together. Apps have no use for it. */
@Export
@Version("1.1.0")
package net.skywire.app.spi;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
