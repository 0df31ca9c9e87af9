package net.skywire.shell;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import net.skywire.host.AppControl;
import net.skywire.host.AppStatus;
import net.skywire.host.AppStatusSource;
import net.skywire.host.AutoStart;
import net.skywire.host.StatusNotice;
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

    /** Longer than any app takes to stop. */
    private static final Duration LONGEST_REQUEST = Duration.ofSeconds(40);

    private static final String DONE = "ok";
    private static final String FAILED = "failed";
    private static final String HELP = """
            status                     the apps, a line each
            app start NAME             start an app that does not run
            app stop NAME              stop an app, and do not start it again
            app restart NAME           stop an app, if it runs, and start it
            app log NAME [LINES]       the last lines that an app has written
            app autostart NAME on|off  let an app start with the node from now on, or not
            help                       this
            """;
    private static final int MAX_ECHO = 80;
    private static final int MAX_NOTICE = 200;

    private final Path path;
    private final List<AppStatusSource> sources = new CopyOnWriteArrayList<>();
    private final List<AppControl> controls = new CopyOnWriteArrayList<>();
    private final List<AutoStart> lists = new CopyOnWriteArrayList<>();
    private final List<StatusNotice> notices = new CopyOnWriteArrayList<>();
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

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addControl(AppControl control) {
        controls.add(control);
    }

    void removeControl(AppControl control) {
        controls.remove(control);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addList(AutoStart list) {
        lists.add(list);
    }

    void removeList(AutoStart list) {
        lists.remove(list);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addNotice(StatusNotice notice) {
        notices.add(notice);
    }

    void removeNotice(StatusNotice notice) {
        notices.remove(notice);
    }

    /** The first line says whether it could be done; what follows is for the operator. */
    private String answer(String request) {
        try {
            return DONE + '\n' + answerTo(request);
        } catch (IOException e) {
            return FAILED + '\n' + e.getMessage() + '\n';
        }
    }

    private String answerTo(String request) throws IOException {
        List<String> words = List.of(request.split(" +"));
        if (words.get(0).equals("app") && words.size() > 1) {
            return new AppCommand(controls, lists, apps()).run(words.subList(1, words.size()));
        }
        return switch (request) {
            case "status" -> StatusTable.of(apps()) + told();
            case "help" -> HELP;
            default ->
                throw new IOException(
                        "unknown command \"" + Printable.of(request, MAX_ECHO) + "\"; expected status, app or help");
        };
    }

    private String told() {
        return notices.stream()
                .flatMap(notice -> notice.notices().stream())
                .map(line -> Printable.of(line, MAX_NOTICE) + '\n')
                .collect(Collectors.joining());
    }

    private List<AppStatus> apps() {
        return sources.stream().flatMap(source -> source.apps().stream()).toList();
    }

    @Deactivate
    void close() throws IOException {
        if (socket != null) {
            socket.close();
        }
    }
}
