package net.skywire.host.internal;

import java.util.Optional;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;

/** What the services of the host share: its thread, and what is owned by that. */
@Component(service = Hosting.class)
public final class Hosting {

    private final HostThread thread = new HostThread();
    private final Nodes nodes;
    private final HostedApps apps;

    @Activate
    public Hosting(BundleContext context) {
        nodes = new Nodes(
                Optional.ofNullable(context.getProperty("skywire.attach.app")).map(app -> app.split("@")[0]));
        apps = new HostedApps(context, nodes, thread);
    }

    HostThread thread() {
        return thread;
    }

    Nodes nodes() {
        return nodes;
    }

    HostedApps apps() {
        return apps;
    }

    @Deactivate
    void close() {
        thread.close();
    }
}
