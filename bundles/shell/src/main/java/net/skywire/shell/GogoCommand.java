package net.skywire.shell;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A command as Gogo's shell calls it. Nothing of Gogo is needed for it to be there. */
public final class GogoCommand {

    private final String name;
    private final Commands commands;

    GogoCommand(String name, Commands commands) {
        this.name = name;
        this.commands = commands;
    }

    /**
     * Named so that Gogo finds it, whatever the command's own name is.
     *
     * @param words of which Gogo has the command's name be the first
     * @throws IOException if it cannot be done, or the words make no sense
     */
    public void _main(String[] words) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of(words));
        all.set(0, name);
        GogoReply reply = new GogoReply();
        if (commands.run(all, reply) != Commands.DONE) {
            throw new IOException(reply.error);
        }
    }

    /** What Gogo has in the place of standard output and error is the console of whoever asks. */
    private static final class GogoReply implements Reply {
        private String error = "";

        @Override
        public void line(String text) {
            System.out.println(Printable.of(text));
        }

        @Override
        public void progress(String text) {
            System.err.println(Printable.of(text));
        }

        @Override
        public void usage(String text) {
            System.err.println(Printable.of(text));
        }

        @Override
        public void error(String text) {
            error = Printable.of(text);
        }
    }
}
