/** What an app sees of its node. Vendors compile against this package and nothing else. */
@Export
@Version("1.1.0")
package net.skywire.app;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
