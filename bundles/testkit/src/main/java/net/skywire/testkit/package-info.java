/**
 * Tests an app without a node. Annotate a test with {@link net.skywire.testkit.AppTest}, take a
 * {@link net.skywire.testkit.SkywireNode} as its parameter, start the app there, and play whoever talks to it as a
 * {@link net.skywire.testkit.TestPeer}.
 */
@Export
@Version("1.0.0")
package net.skywire.testkit;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
