package net.skywire.shell;

import java.io.IOException;
import net.skywire.host.OperatorCommand;

/** Where a command's output goes, and what else there is to say of it. For the thread that runs the command alone. */
interface Reply extends OperatorCommand.Output {

    /** Why it was not done. */
    void error(String text) throws IOException;

    /** A line of how it is asked for, after an error. */
    void usage(String text) throws IOException;
}
