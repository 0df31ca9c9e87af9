/** Whether a jar is signed by one of the operator's publishers; for those who bring jars from elsewhere. */
@Export
@Version("1.0.0")
package net.skywire.deploy.signature;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
