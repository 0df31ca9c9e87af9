/** Whom the operator trusts; for those who bring jars from elsewhere. */
@Export
@Version("1.0.0")
package net.skywire.deploy.publisher;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
