package net.skywire.shell;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import net.skywire.host.AppControl;
import net.skywire.host.AppStatus;
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

    /** Lines of a log if no number is given. */
    static final int LINES = 20;

    /** Characters in a line of a log. */
    static final int MAX_LINE = 1000;

    private final List<AppStatusSource> sources = new CopyOnWriteArrayList<>();
    private final List<AppControl> controls = new CopyOnWriteArrayList<>();
    private final List<AutoStart> lists = new CopyOnWriteArrayList<>();

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

    @Override
    public String name() {
        return "app";
    }

    @Override
    public List<String> usage() {
        return List.of(
                "start NAME  start an app that does not run",
                "stop NAME  stop an app, and do not start it again",
                "restart NAME  stop an app, if it runs, and start it",
                "log NAME [LINES]  the last lines that an app has written",
                "autostart NAME on|off  let an app start with the node from now on, or not");
    }

    @Override
    public void run(List<String> all, Output out) throws IOException {
        Words words = new Words(all);
        String what = words.take("start, stop, restart, log or autostart");
        switch (what) {
            case "start" -> change(words, AppControl::start);
            case "stop" -> change(words, AppControl::stop);
            case "restart" -> change(words, AppControl::restart);
            case "log" -> log(words, out);
            case "autostart" -> autoStart(words);
            default ->
                throw new IllegalArgumentException(
                        "expected start, stop, restart, log or autostart, got \"" + Words.echo(what) + '"');
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
        throw new IOException(apps().stream()
                .filter(status -> status.name().equals(app))
                .findFirst()
                .map(status -> "app " + app + " is a " + status.kind()
                        + ": it starts when its jar is put into apps/, and stops when it is taken out")
                .orElse("there is no app " + Words.echo(app)));
    }

    private List<AppStatus> apps() {
        return sources.stream().flatMap(source -> source.apps().stream()).toList();
    }
}
