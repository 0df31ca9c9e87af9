package net.skywire.shell;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import net.skywire.host.AppStatusSource;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** The commands of {@code bin/skywire-osgi} that a running container answers. */
@Component(
        service = {},
        immediate = true)
public final class Control {

    private static final Logger LOG = System.getLogger("net.skywire.shell");
    private static final Duration LONGEST_REQUEST = Duration.ofSeconds(5);
    private static final int MAX_ECHO = 80;

    private final Path path;
    private final List<AppStatusSource> sources = new CopyOnWriteArrayList<>();
    private ControlSocket socket;

    @Activate
    public Control(BundleContext context) {
        this(context.getProperty("skywire.home"));
    }

    /** @param home the folder of the product; without one, nothing can be asked */
    Control(String home) {
        path = home == null ? null : Path.of(home, "data", "control.sock");
    }

    /** A container whose status cannot be asked for still does its work. */
    @Activate
    void open() {
        if (path == null) {
            LOG.log(Level.INFO, "skywire.home is not set: there is no control socket");
            return;
        }
        try {
            socket = new ControlSocket(path, LONGEST_REQUEST, this::answer);
            socket.start();
        } catch (IOException e) {
            LOG.log(Level.ERROR, "there is no control socket: {0}", e.getMessage());
        }
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addSource(AppStatusSource source) {
        sources.add(source);
    }

    void removeSource(AppStatusSource source) {
        sources.remove(source);
    }

    private String answer(String request) {
        return switch (request) {
            case "status" ->
                StatusTable.of(sources.stream()
                        .flatMap(source -> source.apps().stream())
                        .toList());
            case "help" -> "status  the apps, a line each\nhelp    this\n";
            default -> "unknown command \"" + Printable.of(request, MAX_ECHO) + "\"; expected status or help\n";
        };
    }

    @Deactivate
    void close() throws IOException {
        if (socket != null) {
            socket.close();
        }
    }
}
