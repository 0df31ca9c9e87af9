package net.skywire.deploy.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import net.skywire.deploy.DeployEvent;

/**
 * All that is known of an app, and the truth about what is to run of it.
 *
 * @param newest the newest version that has ever been installed; empty if none has
 * @param current what is to run; empty once it is removed
 * @param earlier what ran well before that, the last first
 * @param trial until when the current one is watched, and how often the container was killed in that time
 * @param file the watched file that has brought a version, in whose place something else runs now; it is not deployed
 *     again by itself
 * @param failures what has failed, the last first
 * @param history the last first
 */
public record AppRecord(
        String symbolicName,
        String newest,
        Optional<Revision> current,
        List<Revision> earlier,
        Optional<Trial> trial,
        Optional<Content> file,
        List<Failure> failures,
        List<DeployEvent> history) {

    /** Versions that can be put back. */
    public static final int MAX_EARLIER = 3;

    static final int MAX_FAILURES = 8;
    static final int MAX_HISTORY = 50;

    public record Trial(Instant until, int starts) {}

    /**
     * What was in a file once.
     *
     * @param name of the file
     * @param digest of what was in it
     */
    public record Content(String name, String digest) {}

    public record Failure(String digest, String reason) {}

    public AppRecord {
        earlier = first(earlier, MAX_EARLIER);
        failures = first(failures, MAX_FAILURES);
        history = first(history, MAX_HISTORY);
    }

    static AppRecord of(String symbolicName) {
        return new AppRecord(
                symbolicName,
                "",
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of());
    }

    private static <T> List<T> first(List<T> all, int most) {
        return List.copyOf(all.size() <= most ? all : all.subList(0, most));
    }

    private static <T> List<T> before(T head, Stream<T> tail) {
        return Stream.concat(Stream.of(head), tail).toList();
    }

    /**
     * Something else is to run from now on; what ran until now can be put back, unless it has failed.
     *
     * @param newestNow the newest version that there has ever been
     * @param putBack whether it has run before, and is put back by others than a watched file
     */
    public AppRecord run(Revision next, Instant until, String newestNow, boolean putBack) {
        List<Revision> kept = new ArrayList<>(earlier);
        current.filter(last -> failure(last.digest()).isEmpty()).ifPresent(last -> kept.add(0, last));
        kept.removeIf(each -> each.digest().equals(next.digest()));
        List<Failure> others = failures.stream()
                .filter(each -> !each.digest().equals(next.digest()))
                .toList();
        Optional<Trial> watched = Optional.of(new Trial(until, 0));
        Optional<Content> last = next.file().isPresent() && !putBack
                ? Optional.empty()
                : current.flatMap(AppRecord::content).or(() -> file);
        return new AppRecord(symbolicName, newestNow, Optional.of(next), kept, watched, last, others, history);
    }

    /** What is configured for the apps of what runs, to be put back with it. */
    public AppRecord with(Map<String, String> configuration) {
        Optional<Revision> now = current.map(revision -> revision.with(configuration));
        return new AppRecord(symbolicName, newest, now, earlier, trial, file, failures, history);
    }

    private static Optional<Content> content(Revision revision) {
        return revision.file().map(name -> new Content(name, revision.digest()));
    }

    /** Whether a version came from this file, the current one or the last that did. */
    public boolean isOf(String fileName) {
        return current.flatMap(Revision::file).filter(fileName::equals).isPresent()
                || file.filter(last -> last.name().equals(fileName)).isPresent();
    }

    /** The watched file is gone. */
    public AppRecord withoutFile() {
        return new AppRecord(symbolicName, newest, current, earlier, trial, Optional.empty(), failures, history);
    }

    public AppRecord startOnTrial() {
        Optional<Trial> next = trial.map(now -> new Trial(now.until(), now.starts() + 1));
        return new AppRecord(symbolicName, newest, current, earlier, next, file, failures, history);
    }

    public AppRecord prove() {
        return new AppRecord(symbolicName, newest, current, earlier, Optional.empty(), file, failures, history);
    }

    public AppRecord fail(String digest, String reason) {
        List<Failure> all =
                before(new Failure(digest, reason), failures.stream().filter(each -> !each.digest()
                        .equals(digest)));
        return new AppRecord(symbolicName, newest, current, earlier, trial, file, all, history);
    }

    public AppRecord remove() {
        return new AppRecord(
                symbolicName, newest, Optional.empty(), List.of(), Optional.empty(), file, failures, history);
    }

    public AppRecord add(DeployEvent event) {
        return new AppRecord(
                symbolicName, newest, current, earlier, trial, file, failures, before(event, history.stream()));
    }

    public Optional<Failure> failure(String digest) {
        return failures.stream().filter(each -> each.digest().equals(digest)).findFirst();
    }

    /** The digests of all jars that are needed for what runs, or can be put back. */
    Stream<String> jars() {
        return Stream.concat(current.stream(), earlier.stream())
                .flatMap(each -> Stream.concat(Stream.of(each.digest()), each.libraries().stream()));
    }
}
