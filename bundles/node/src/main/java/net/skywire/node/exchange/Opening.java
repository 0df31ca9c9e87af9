package net.skywire.node.exchange;

import java.net.ConnectException;
import net.skywire.app.Addr;
import net.skywire.pipe.loop.LoopPeer;

/** A loop that an app of this node is about to open. No call may block. */
public interface Opening {

    /**
     * The loop has got its local address; gives the app's end of it.
     *
     * @throws ConnectException if the app may not have another loop
     */
    LoopPeer begin(Addr local) throws ConnectException;

    /** The loop is there; {@code far} is its other end. Never before {@link #begin}. */
    void opened(LoopPeer far);

    /** There will be no loop. */
    void refused(String reason);
}
