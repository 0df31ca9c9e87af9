package net.skywire.shell;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.skywire.host.OperatorCommand;

/**
 * All commands that there are, {@code help}, which tells them, and {@code complete}, which is for the completion of a
 * shell. Any thread may call.
 */
final class Commands {

    /** Exit codes. */
    static final int DONE = 0;

    static final int FAILED = 1;
    static final int WRONG_USAGE = 2;

    static final String HELP = "help";
    static final String COMPLETE = "complete";

    private static final Logger LOG = System.getLogger("net.skywire.shell");

    private static final int MAX_ECHO = 80;

    private final List<OperatorCommand> all = new CopyOnWriteArrayList<>();
    private final Completion completion;

    /** @param completion of what follows a command's name */
    Commands(Completion completion) {
        this.completion = completion;
    }

    /** Of several of one name, the first counts. */
    void add(OperatorCommand command) {
        all.add(command);
    }

    void remove(OperatorCommand command) {
        all.remove(command);
    }

    Optional<OperatorCommand> find(String name) {
        return all.stream().filter(command -> command.name().equals(name)).findFirst();
    }

    /**
     * Does what the words say, and says so.
     *
     * @return the exit code
     * @throws IOException if there is nobody to say it to
     */
    int run(List<String> words, Reply reply) throws IOException, InterruptedException {
        String name = words.get(0);
        List<String> rest = words.subList(1, words.size());
        if (name.equals(HELP) && rest.isEmpty()) {
            return tell(help(), reply);
        }
        if (name.equals(COMPLETE)) {
            return tell(complete(rest), reply);
        }
        Optional<OperatorCommand> command = find(name);
        if (command.isEmpty()) {
            reply.error("expected one of " + names() + ", got \"" + Printable.of(name, MAX_ECHO) + '"');
            return WRONG_USAGE;
        }
        return rest.equals(List.of("--help")) || rest.equals(List.of("-h"))
                ? tell(Usage.explained(command.get()), reply)
                : run(command.get(), rest, reply);
    }

    private List<String> complete(List<String> words) {
        return words.size() < 2
                ? List.of()
                : find(words.get(0))
                        .map(command -> completion.of(command, words.subList(1, words.size())))
                        .orElse(List.of());
    }

    private List<String> help() {
        return Usage.lines(
                sorted().flatMap(command -> Usage.of(command).stream()).toList());
    }

    private Stream<OperatorCommand> sorted() {
        return all.stream().sorted(Comparator.comparing(OperatorCommand::name));
    }

    private String names() {
        return Stream.concat(all.stream().map(OperatorCommand::name), Stream.of(HELP))
                .sorted()
                .distinct()
                .collect(Collectors.joining(", "));
    }

    private static int tell(List<String> lines, Reply reply) throws IOException {
        for (String line : lines) {
            reply.line(line);
        }
        return DONE;
    }

    private static int run(OperatorCommand command, List<String> words, Reply reply)
            throws IOException, InterruptedException {
        try {
            command.run(words, reply);
            return DONE;
        } catch (IllegalArgumentException e) {
            reply.error(message(e));
            for (String line : Usage.explained(command)) {
                reply.usage(line);
            }
            return WRONG_USAGE;
        } catch (IOException e) {
            reply.error(message(e));
            return FAILED;
        } catch (RuntimeException | LinkageError e) { // a fault of the command's bundle, or the bundle has gone
            LOG.log(Level.ERROR, "command " + command.name() + " failed", e);
            reply.error("a fault of command " + command.name() + ", which the log tells: " + e);
            return FAILED;
        }
    }

    private static String message(Exception e) {
        return e.getMessage() == null ? e.toString() : e.getMessage();
    }
}
