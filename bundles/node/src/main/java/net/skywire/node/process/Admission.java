package net.skywire.node.process;

import java.io.IOException;
import net.skywire.node.exchange.NodeApp;
import net.skywire.pipe.SeatLimits;
import net.skywire.pipe.frame.InitBody;

/** Decides who may sit at the end of a pipe, and is told what becomes of it. No call blocks. */
public interface Admission {

    /** The app that was started there. */
    String name();

    /** What it may take up. */
    default SeatLimits limits() {
        return SeatLimits.DEFAULT;
    }

    /**
     * Checks what an app says of itself, and binds it to its port.
     *
     * @return the port
     * @throws IOException if it is not to be admitted; the message is the node's answer
     */
    int admit(InitBody init, NodeApp app) throws IOException;

    /** The app has its seat and its answer. */
    void admitted(String version, int port);

    /** The app has been told why not. */
    void refused(String reason);

    /** @param cause what broke the pipe; null if either side closed it */
    void ended(IOException cause);
}
