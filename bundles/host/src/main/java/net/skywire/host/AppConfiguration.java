package net.skywire.host;

import java.io.IOException;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** A service of who keeps what is configured for apps. Any thread may call; waits for the disk. */
@ProviderType
public interface AppConfiguration {

    /** What is configured for an app, as text to be kept; empty if nothing is. */
    Optional<String> of(String app);

    /**
     * Makes an app be configured again as it was.
     *
     * @param text as {@link #of} has given it
     * @return whether it was configured otherwise
     * @throws IOException if it cannot be written, or makes no sense any more
     */
    boolean restore(String app, String text) throws IOException;
}
