package net.skywire.deploy.transaction;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import net.skywire.host.Succession;
import org.osgi.framework.Bundle;

/** Where no host runs apps, a bundle is well once it has started. */
public final class NoHost implements Succession {

    @Override
    public void stage(Bundle next, Optional<Bundle> present) {}

    @Override
    public void probe(Bundle next, Duration longest) {}

    @Override
    public void handOver(Bundle next) {}

    @Override
    public boolean drain(Bundle bundle, Duration longest) {
        return true;
    }

    @Override
    public void check(Bundle bundle, Duration longest) {}

    @Override
    public void onFailure(Bundle bundle, Consumer<String> listener) {}
}
