package net.skywire.shell;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import net.skywire.host.AppControl;
import net.skywire.host.AppFigures;
import net.skywire.host.AppStatusSource;
import net.skywire.host.AutoStart;
import net.skywire.host.OperatorCommand;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** What an operator has done to one app. */
@Component(service = OperatorCommand.class)
public final class AppCommand implements OperatorCommand {

    private static final String FORMS = "list, info, start, stop, restart, logs, log or autostart";

    /** Lines of a log if no number is given. */
    static final int LINES = 20;

    /** Characters in a line of a log. */
    static final int MAX_LINE = 1000;

    private final KnownApps apps = new KnownApps();
    private final List<AppControl> controls = new CopyOnWriteArrayList<>();
    private final List<AutoStart> lists = new CopyOnWriteArrayList<>();

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addSource(AppStatusSource source) {
        apps.add(source);
    }

    void removeSource(AppStatusSource source) {
        apps.remove(source);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addFigures(AppFigures figures) {
        apps.add(figures);
    }

    void removeFigures(AppFigures figures) {
        apps.remove(figures);
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

    @Override
    public String name() {
        return "app";
    }

    @Override
    public List<String> usage() {
        return List.of(
                "list [--json]  the apps, a line each, with their loops, bytes and memory, and why they do not run",
                "info NAME [--json]  all that is known of one",
                "start NAME  start an app that does not run",
                "stop NAME  stop an app, until it is started or deployed again",
                "restart NAME  stop an app, if it runs, and start it",
                "logs NAME [-f] [-n LINES]  its last lines of the log; -f: and those to come, until interrupted",
                "log NAME [LINES]  its last lines of the log",
                "autostart NAME on|off  let an app start with the node from now on, or not");
    }

    @Override
    public void run(List<String> all, Output out) throws IOException, InterruptedException {
        Words words = new Words(all);
        String what = words.take(FORMS);
        switch (what) {
            case "list" -> list(words, out);
            case "info" -> info(words, out);
            case "start" -> change(words, AppControl::start);
            case "stop" -> change(words, AppControl::stop);
            case "restart" -> change(words, AppControl::restart);
            case "logs" -> logs(words, out);
            case "log" -> log(words, out);
            case "autostart" -> autoStart(words);
            default -> throw new IllegalArgumentException("expected " + FORMS + ", got \"" + Words.echo(what) + '"');
        }
    }

    private void list(Words words, Output out) throws IOException {
        boolean json = words.takeFlag("--json");
        words.expectNoMore();
        if (json) {
            out.line(AppJson.of(apps.all()));
            return;
        }
        for (String line : AppTable.full(apps.all())) {
            out.line(line);
        }
    }

    private void info(Words words, Output out) throws IOException {
        boolean json = words.takeFlag("--json");
        String app = words.take("NAME");
        words.expectNoMore();
        List<KnownApps.KnownApp> found = apps.named(app);
        if (found.isEmpty()) {
            throw unknown(app);
        }
        if (json) {
            out.line(AppJson.of(found));
            return;
        }
        for (KnownApps.KnownApp each : found) {
            for (String line : AppTable.of(each)) {
                out.line(line);
            }
        }
    }

    private interface Change {
        void of(AppControl control, String app) throws IOException;
    }

    private void change(Words words, Change change) throws IOException {
        String app = words.take("NAME");
        words.expectNoMore();
        change.of(control(app), app);
    }

    private void autoStart(Words words) throws IOException {
        String app = words.take("NAME");
        String word = words.take("on or off");
        words.expectNoMore();
        if (!word.equals("on") && !word.equals("off")) {
            throw new IllegalArgumentException("expected on or off, got \"" + Words.echo(word) + '"');
        }
        if (lists.isEmpty()) {
            throw new IOException("there is no list of apps");
        }
        for (AutoStart list : lists) {
            list.set(app, word.equals("on"));
        }
    }

    private void log(Words words, Output out) throws IOException {
        String app = words.take("NAME");
        int lines = words.takeIfAny().map(word -> lines("LINES", word)).orElse(LINES);
        words.expectNoMore();
        last(app, lines, out);
    }

    private void logs(Words words, Output out) throws IOException, InterruptedException {
        boolean goesOn = words.takeFlag("-f");
        int lines = words.takeOption("-n").map(word -> lines("-n", word)).orElse(LINES);
        String app = words.take("NAME");
        words.expectNoMore();
        if (goesOn) {
            control(app).follow(app, lines, line -> out.line(Printable.of(line, MAX_LINE)));
        } else {
            last(app, lines, out);
        }
    }

    private void last(String app, int lines, Output out) throws IOException {
        for (String line : control(app).log(app, lines)) {
            out.line(Printable.of(line, MAX_LINE));
        }
    }

    private static int lines(String name, String word) {
        try {
            int lines = Integer.parseInt(word);
            if (lines > 0 && lines <= AppControl.MAX_LINES) {
                return lines;
            }
        } catch (NumberFormatException e) {
            throw refused(name, word, e);
        }
        throw refused(name, word, null);
    }

    private static IllegalArgumentException refused(String name, String word, Exception cause) {
        return new IllegalArgumentException(
                name + ": expected 1 to " + AppControl.MAX_LINES + ", got \"" + Words.echo(word) + '"', cause);
    }

    private AppControl control(String app) throws IOException {
        for (AppControl control : controls) {
            if (control.controls(app)) {
                return control;
            }
        }
        List<KnownApps.KnownApp> known = apps.named(app);
        throw known.isEmpty()
                ? unknown(app)
                : new IOException(
                        "app " + app + " is a " + known.get(0).status().kind() + " of which nobody takes orders");
    }

    private static IOException unknown(String app) {
        return new IOException("there is no app " + Words.echo(app));
    }
}
