package net.skywire.shell;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import net.skywire.host.AppStatusSource;
import net.skywire.host.OperatorCommand;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** Serves all commands to {@code bin/skywire-osgi}, over the control socket. */
@Component(
        service = {},
        immediate = true)
public final class Control {

    private static final Logger LOG = System.getLogger("net.skywire.shell");

    private static final Duration LONGEST_REQUEST = Duration.ofSeconds(10);
    private static final Duration LONGEST_WRITE = Duration.ofSeconds(20);

    private final Path path;
    private final KnownApps apps = new KnownApps();
    private final Commands commands = new Commands(new Completion(apps::names));
    private ControlSocket socket;

    @Activate
    public Control(BundleContext context) {
        this(context.getProperty("skywire.home"));
    }

    /** @param home the folder of the product; without one, nothing can be asked */
    Control(String home) {
        path = home == null ? null : Path.of(home, "data", "control.sock");
    }

    /** A container that cannot be asked still does its work. */
    @Activate
    void open() {
        if (path == null) {
            LOG.log(Level.INFO, "skywire.home is not set: there is no control socket");
            return;
        }
        try {
            socket = new ControlSocket(
                    path, LONGEST_REQUEST, LONGEST_WRITE, (request, reply) -> commands.run(request.words(), reply));
            socket.start();
        } catch (IOException e) {
            LOG.log(Level.ERROR, "there is no control socket: {0}", e.getMessage());
        }
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addCommand(OperatorCommand command) {
        commands.add(command);
    }

    void removeCommand(OperatorCommand command) {
        commands.remove(command);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addSource(AppStatusSource source) {
        apps.add(source);
    }

    void removeSource(AppStatusSource source) {
        apps.remove(source);
    }

    @Deactivate
    void close() throws IOException {
        if (socket != null) {
            socket.close();
        }
    }
}
