/** Frames of the pipe protocol and what stands in them. Nothing here keeps state between frames but the reader. */
@Export
@Version("1.0.0")
package net.skywire.pipe.frame;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
