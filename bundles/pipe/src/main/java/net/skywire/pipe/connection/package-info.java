/** Requests, answers and loops on one pair of pipes; the same at both ends. */
@Export
@Version("1.0.0")
package net.skywire.pipe.connection;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
