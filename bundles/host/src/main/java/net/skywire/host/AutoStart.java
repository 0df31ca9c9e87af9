package net.skywire.host;

import java.io.IOException;
import org.osgi.annotation.versioning.ProviderType;

/** A service of who keeps the list of the apps that start with the node. */
@ProviderType
public interface AutoStart {

    /**
     * Lasts. An app that waits for it starts; one that runs goes on. Any thread may call; waits for the disk.
     *
     * @throws IOException if the app is not on the list, or the list cannot be written; the message says which
     */
    void set(String app, boolean on) throws IOException;
}
