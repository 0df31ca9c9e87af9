package net.skywire.shell;

import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import net.skywire.host.AppControl;
import net.skywire.host.AppStatus;
import net.skywire.host.AutoStart;

/** What an operator has done to one app. */
final class AppCommand {

    static final String USAGE =
            "app start NAME, app stop NAME, app restart NAME, app log NAME [LINES] or app autostart NAME on|off";

    /** Lines of a log if no number is given. */
    static final int LINES = 20;

    /** Characters in a line of a log. */
    static final int MAX_LINE = 1000;

    private final List<AppControl> controls;
    private final List<AutoStart> lists;
    private final List<AppStatus> apps;

    /** @param apps for the explanation of what cannot be done */
    AppCommand(List<AppControl> controls, List<AutoStart> lists, List<AppStatus> apps) {
        this.controls = controls;
        this.lists = lists;
        this.apps = apps;
    }

    /**
     * @param words without {@code app}
     * @return what there is to say
     * @throws IOException if it cannot be done; the message says why
     */
    String run(List<String> words) throws IOException {
        boolean maySayMore = words.get(0).equals("log") || words.get(0).equals("autostart");
        if (words.size() < 2 || words.size() > (maySayMore ? 3 : 2)) {
            throw new IOException("expected " + USAGE);
        }
        String app = words.get(1);
        switch (words.get(0)) {
            case "start" -> control(app).start(app);
            case "stop" -> control(app).stop(app);
            case "restart" -> control(app).restart(app);
            case "log" -> {
                return log(app, words.size() < 3 ? LINES : lines(words.get(2)));
            }
            case "autostart" -> autoStart(app, words.get(words.size() - 1));
            default -> throw new IOException("expected " + USAGE);
        }
        return "";
    }

    private void autoStart(String app, String word) throws IOException {
        if (!word.equals("on") && !word.equals("off")) {
            throw new IOException("expected on or off, got " + Printable.of(word, StatusTable.MAX_WORD));
        }
        if (lists.isEmpty()) {
            throw new IOException("there is no list of apps");
        }
        for (AutoStart list : lists) {
            list.set(app, word.equals("on"));
        }
    }

    private AppControl control(String app) throws IOException {
        for (AppControl control : controls) {
            if (control.controls(app)) {
                return control;
            }
        }
        throw new IOException(apps.stream()
                .filter(status -> status.name().equals(app))
                .findFirst()
                .map(status -> "app " + app + " is a " + status.kind()
                        + ": it starts when its jar is put into apps/, and stops when it is taken out")
                .orElse("there is no app " + Printable.of(app, StatusTable.MAX_WORD)));
    }

    private static int lines(String word) throws IOException {
        try {
            int lines = Integer.parseInt(word);
            if (lines > 0 && lines <= AppControl.MAX_LINES) {
                return lines;
            }
        } catch (NumberFormatException e) {
            throw refused(word, e);
        }
        throw refused(word, null);
    }

    private static IOException refused(String word, Exception cause) {
        return new IOException(
                "LINES: expected 1 to " + AppControl.MAX_LINES + ", got " + Printable.of(word, StatusTable.MAX_WORD),
                cause);
    }

    private String log(String app, int lines) throws IOException {
        return control(app).log(app, lines).stream()
                .map(line -> Printable.of(line, MAX_LINE) + '\n')
                .collect(Collectors.joining());
    }
}
