package net.skywire.host;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** A service of everyone who runs apps. */
@ProviderType
public interface AppStatusSource {

    /** Its apps, now. May be called from any thread and does not block. */
    List<AppStatus> apps();
}
