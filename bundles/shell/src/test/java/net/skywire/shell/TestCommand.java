package net.skywire.shell;

import java.io.IOException;
import java.util.List;
import net.skywire.host.OperatorCommand;

/** A command of a test's own. */
record TestCommand(String name, List<String> usage, Work work) implements OperatorCommand {

    interface Work {
        void run(List<String> words, Output out) throws IOException, InterruptedException;
    }

    TestCommand(String name, Work work) {
        this(name, List.of("FILE  does it", "--later FILE... on|off  does it later"), work);
    }

    @Override
    public void run(List<String> words, Output out) throws IOException, InterruptedException {
        work.run(words, out);
    }
}
