/** Pipe descriptors: taking over those a process was started with, and starting processes with pipes of their own. */
@Export
@Version("1.0.0")
package net.skywire.pipe.descriptor;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
