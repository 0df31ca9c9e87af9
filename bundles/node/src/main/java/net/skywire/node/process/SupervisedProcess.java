package net.skywire.node.process;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import net.skywire.host.AppFigures.Figures;
import net.skywire.host.AppState;
import net.skywire.host.AppStatus;
import net.skywire.node.config.AppSettings;
import net.skywire.node.config.ProcessSettings;
import net.skywire.node.config.RestartPolicy;

/**
 * An app that runs as a process: started when it is wanted, and started again as its policy says. All calls but
 * {@link #status} come from the thread that looks after app processes.
 */
final class SupervisedProcess {

    private static final Logger LOG = System.getLogger("net.skywire.node");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");

    private final ProcessLauncher launcher;
    private final AppLog log;
    private final Backoff backoff;
    private AppSettings settings;
    private Optional<Boolean> told = Optional.empty();
    private boolean waitsForLauncher;
    private ProcessLife life;
    private Instant since;
    private boolean leaving;
    private boolean again;
    private Future<?> restart;
    private int restarts;
    private CompletableFuture<Void> gone = CompletableFuture.completedFuture(null);
    private volatile ShownProcess shown;

    /** Starts nothing yet. */
    SupervisedProcess(AppSettings settings, ProcessLauncher launcher, AppLog log, Backoff backoff) {
        this.settings = settings;
        this.launcher = launcher;
        this.log = log;
        this.backoff = backoff;
        if (settings.autoStart()) {
            show(AppState.WAITING, "to be started");
        } else {
            show(AppState.STOPPED, "not started: auto_start is off");
        }
    }

    AppLog log() {
        return log;
    }

    private String name() {
        return settings.name();
    }

    private ProcessSettings process() {
        return settings.process().orElseThrow();
    }

    private boolean isWanted() {
        return told.orElse(settings.autoStart());
    }

    /** Starts it, if it is wanted and neither runs nor is about to. */
    void startIfWanted() {
        if (isWanted() && life == null && restart == null) {
            begin();
        }
    }

    /** New settings: it is started anew, unless they say no more than whether it starts with the node. */
    void configure(AppSettings next) {
        boolean turnedOn = next.autoStart() && !settings.autoStart();
        boolean same = settings.withAutoStart(next.autoStart()).equals(next);
        settings = next;
        if (!same) {
            startAnew();
        } else if (turnedOn) {
            startIfWanted();
        }
    }

    /** Processes can be started from now on. */
    void launcherReady() {
        if (waitsForLauncher) {
            startIfWanted();
        }
    }

    /**
     * By the operator.
     *
     * @throws IOException if it runs already, or cannot be started
     */
    void start() throws IOException {
        if (life != null && !leaving) {
            throw new IOException("app " + name() + " runs already, pid " + life.pid());
        }
        told = Optional.of(true);
        startAnew();
        if (life == null && !waitsForLauncher) {
            throw new IOException("app " + name() + ": " + status().reason());
        }
    }

    /** By the operator. Completes when the old process is gone and a new one is started, or could not be. */
    CompletableFuture<Void> restart() {
        told = Optional.of(true);
        CompletableFuture<Void> old = gone;
        startAnew();
        return old;
    }

    /** By the operator, or for good. Completes when it is gone; it is not started again until it is told so. */
    CompletableFuture<Void> stop() {
        return stop(process().grace());
    }

    /**
     * As {@link #stop()}.
     *
     * @param longestGrace if its own is longer
     */
    CompletableFuture<Void> stop(Duration longestGrace) {
        told = Optional.of(false);
        again = false;
        callOffRestart();
        if (life == null) {
            show(AppState.STOPPED, "");
        } else {
            Duration own = process().grace();
            leave(own.compareTo(longestGrace) < 0 ? own : longestGrace);
        }
        return gone;
    }

    private void startAnew() {
        backoff.reset();
        callOffRestart();
        if (life != null) {
            again = true;
            leave(process().grace());
        } else if (isWanted()) {
            begin();
        }
    }

    private void callOffRestart() {
        waitsForLauncher = false;
        if (restart != null) {
            restart.cancel(false);
            restart = null;
        }
    }

    private void leave(Duration grace) {
        leaving = true;
        life.leave(grace);
    }

    private void begin() {
        callOffRestart();
        if (!launcher.isReady()) {
            waitsForLauncher = true;
            show(AppState.WAITING, "for a provider of descriptors");
            return;
        }
        log.begin();
        since = launcher.now();
        try {
            life = launcher.launch(settings, log);
        } catch (IOException e) {
            log.note(e.getMessage());
            ended(new Ending(false, e.getMessage()));
            return;
        }
        gone = new CompletableFuture<>();
        shown = new ShownProcess(shown.idle(), Optional.of(life), shown.past());
        life.over().thenAcceptAsync(this::over, launcher);
        life.start();
    }

    private void over(Ending ending) {
        CompletableFuture<Void> done = gone;
        boolean asked = leaving;
        launcher.landed(name(), life.pid());
        life = null;
        leaving = false;
        log.note("ended: " + ending.reason());
        if (!asked) {
            ended(ending);
        } else if (again && isWanted()) {
            begin();
        } else {
            LOG.log(Level.INFO, "app {0} stopped", name());
            show(AppState.STOPPED, "");
        }
        again = false;
        if (life == null) {
            log.close();
        }
        done.complete(null);
    }

    private void ended(Ending ending) {
        if (isRestarted(ending)) {
            restartLater(ending);
        } else if (ending.clean()) {
            LOG.log(Level.INFO, "app {0} stopped", name());
            show(AppState.STOPPED, "ended by itself");
        } else {
            LOG.log(Level.WARNING, "app {0} failed: {1}", name(), withLastLine(ending));
            show(AppState.FAILED, withLastLine(ending));
        }
    }

    private String withLastLine(Ending ending) {
        return ending.reason()
                + log.lastLine().map(line -> "; last line: " + line).orElse("");
    }

    private boolean isRestarted(Ending ending) {
        RestartPolicy policy = process().restart();
        return policy == RestartPolicy.ALWAYS || policy == RestartPolicy.ON_FAILURE && !ending.clean();
    }

    private void restartLater(Ending ending) {
        Instant now = launcher.now();
        Duration pause = backoff.next(Duration.between(since, now));
        String plan = (backoff.isLoop() ? "crash loop, " + backoff.ends() + " ends in a row, " : "") + "next start at "
                + TIME.format(LocalTime.ofInstant(now.plus(pause), ZoneId.systemDefault()));
        LOG.log(Level.WARNING, "app {0}: {1}; {2}", name(), withLastLine(ending), plan);
        boolean failed = !ending.clean() || backoff.isLoop();
        show(failed ? AppState.FAILED : AppState.WAITING, plan + ": " + withLastLine(ending));
        restart = launcher.pause().before(() -> beginAgain(ending), pause);
    }

    private void beginAgain(Ending last) {
        restarts++;
        String past = "started again " + restarts + (restarts == 1 ? " time" : " times") + ", last " + last.reason();
        shown = new ShownProcess(shown.idle(), Optional.empty(), past);
        begin();
    }

    private void show(AppState state, String reason) {
        AppStatus idle = new AppStatus(
                name(), Launch.version(settings), "process", "embedded", state, OptionalInt.empty(), reason);
        shown = new ShownProcess(idle, Optional.empty(), shown == null ? "" : shown.past());
    }

    /** Any thread may ask. */
    AppStatus status() {
        return shown.status();
    }

    /** Of the process that runs, if one does. Any thread may ask. */
    Optional<Figures> figures() {
        return shown.life().map(ProcessLife::figures);
    }
}
