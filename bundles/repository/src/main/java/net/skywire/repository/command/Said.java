package net.skywire.repository.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import net.skywire.deploy.publisher.Shown;
import net.skywire.host.OperatorCommand.Output;

/**
 * Says what was done, to people or to programs. For one thread.
 *
 * @param json whether it is for programs
 */
record Said(Output out, boolean json) {

    /** A line for people, which programs need not know. */
    void line(String text) throws IOException {
        if (!json) {
            out.line(Shown.whole(text));
        }
    }

    /** The result: lines for people, or an object for programs. */
    void result(List<String> lines, Map<String, ?> object) throws IOException {
        if (json) {
            out.line(Json.of(object));
            return;
        }
        for (String line : lines) {
            out.line(line);
        }
    }

    /** @throws UncheckedIOException if nobody listens any more */
    void progress(String text) {
        try {
            out.progress(Shown.whole(text));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
