package net.skywire.systemd;

import org.osgi.service.component.ComponentContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Without systemd nothing of this bundle is there but this. */
@Component(
        service = {},
        immediate = true)
public final class SupervisorCheck {

    /** As an app of an outside node the container is not what systemd looks after. */
    private static final String OF_OUTSIDE_NODE = "skywire.attach.app";

    @Activate
    public SupervisorCheck(ComponentContext context) {
        String socket = System.getenv("NOTIFY_SOCKET");
        if (socket != null && context.getBundleContext().getProperty(OF_OUTSIDE_NODE) == null) {
            context.enableComponent(Notifier.NAME);
        }
    }
}
