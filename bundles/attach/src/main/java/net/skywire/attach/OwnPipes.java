package net.skywire.attach;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;
import net.skywire.pipe.descriptor.Descriptors;
import net.skywire.pipe.descriptor.PipePair;

/** The container as one app of an outside node, which has started it: the container ends with the app. */
final class OwnPipes implements Caller {

    private static final Logger LOG = System.getLogger("net.skywire.attach");
    private static final int IN = 3;
    private static final int OUT = 4;

    private final String app;
    private final IntConsumer end;

    private OwnPipes(String app, IntConsumer end) {
        this.app = app;
        this.end = end;
    }

    /**
     * @param app {@code name} or {@code name@version}
     * @param end ends the container, with an exit code
     */
    static void takeOver(
            String app, List<String> arguments, Descriptors descriptors, Attachments attachments, IntConsumer end) {
        OwnPipes own = new OwnPipes(app, end);
        try {
            PipePair pipes = descriptors.adopt(IN, OUT);
            String[] nameVersion = app.split("@", 2);
            Optional<String> version = nameVersion.length == 1 ? Optional.empty() : Optional.of(nameVersion[1]);
            attachments.add(new Attachment(nameVersion[0], version, arguments, pipes, own));
        } catch (IOException e) {
            own.ended(e.getMessage());
        }
    }

    @Override
    public void seated() {
        LOG.log(Level.INFO, "this container is {0} of the node that has started it", app);
    }

    @Override
    public void ended(String fault) {
        if (fault.isEmpty()) {
            LOG.log(Level.INFO, "{0} has ended, and this container with it", app);
        } else {
            LOG.log(Level.ERROR, "{0}; this container ends", fault);
        }
        end.accept(fault.isEmpty() ? 0 : 1);
    }
}
