package net.skywire.verify;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * What is asked for.
 *
 * @param publisher the certificate that has to be the signer's, or its CA's; empty if any will do
 * @param previous the jar of the version before; empty if there is none
 * @param unsigned whether a jar may be unsigned
 * @param arguments of the app's command line
 * @param json whether the answer is for programs
 * @param dump where to write the heap if the app does not leave it
 * @param container the folder of a container on this machine that is to have the app; empty if none is
 */
record Options(
        Path jar,
        Optional<Path> publisher,
        Optional<Path> previous,
        boolean unsigned,
        List<String> arguments,
        boolean json,
        Optional<Path> dump,
        Optional<Path> container) {

    static final String USAGE = """
            usage: java -jar skywire-verify.jar [OPTION]... APP.jar

              Checks an app as a node does before it takes it, and runs it in a node of its own: a line for each check.

              --publisher FILE  the certificate of who has to have signed it, or of the CA; without it, anybody may
              --unsigned        nobody needs to have signed it
              --previous OLD    also whether a node takes it as an update of this jar
              --arg WORD        an argument of the app, as an operator would give it; may stand more than once
              --deploy HOME     if all is well, give it to the container in this folder, for development: its list of apps
                                lets the app in, and its publishers have FILE
              --dump FILE       write the heap there if the app does not leave it, to see what holds it
              --json            the answer as JSON, in one line
              --provided        show the packages that a node has for apps, and end

              jar        the jar is whole, within limits, and a bundle
              signature  one publisher has signed all of it, with a certificate that counts now
              api        the range of versions of net.skywire.app that it takes
              asks       what it asks an operator for: headers Skywire-...
              update     with --previous: a newer version of the same app, by the same publisher
              imports    a node has what it needs
              start      it starts, and gets its seat, each within 10 s
              reach      a loop to it is taken, and its HealthCheck passes, where it has one
              stop       it ends within 5 s
              unload     no thread and no class of it is left

            exit codes: 0 a node takes it, 1 something has failed, 2 wrong usage
            """;

    /** @throws IllegalArgumentException if that makes no sense; the message says what was expected */
    static Options parse(List<String> words) {
        Parser parser = new Parser();
        for (Iterator<String> rest = words.iterator(); rest.hasNext(); ) {
            parser.take(rest.next(), rest);
        }
        if (parser.jar == null) {
            throw new IllegalArgumentException("expected the jar of an app, got none");
        }
        return new Options(
                parser.jar,
                Optional.ofNullable(parser.publisher),
                Optional.ofNullable(parser.previous),
                parser.unsigned,
                List.copyOf(parser.arguments),
                parser.json,
                Optional.ofNullable(parser.dump),
                Optional.ofNullable(parser.container));
    }

    private static final class Parser {
        private Path jar;
        private Path publisher;
        private Path previous;
        private boolean unsigned;
        private final List<String> arguments = new ArrayList<>();
        private boolean json;
        private Path dump;
        private Path container;

        void take(String word, Iterator<String> rest) {
            switch (word) {
                case "--publisher" -> publisher = Path.of(value(word, rest));
                case "--previous" -> previous = Path.of(value(word, rest));
                case "--unsigned" -> unsigned = true;
                case "--arg" -> arguments.add(value(word, rest));
                case "--json" -> json = true;
                case "--dump" -> dump = Path.of(value(word, rest));
                case "--deploy" -> container = Path.of(value(word, rest));
                default -> takeJar(word);
            }
        }

        private void takeJar(String word) {
            if (word.startsWith("-")) {
                throw new IllegalArgumentException("expected an option that there is, got " + word);
            }
            if (jar != null) {
                throw new IllegalArgumentException("expected one jar, got " + jar + " and " + word);
            }
            jar = Path.of(word);
        }

        private static String value(String option, Iterator<String> rest) {
            if (!rest.hasNext()) {
                throw new IllegalArgumentException(option + ": expected a value, got nothing");
            }
            return rest.next();
        }
    }
}
