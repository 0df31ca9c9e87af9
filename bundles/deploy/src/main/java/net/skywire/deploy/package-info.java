/** Deployment of apps, for those who bring their jars. */
@Export
@Version("1.0.0")
package net.skywire.deploy;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
