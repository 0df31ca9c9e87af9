package net.skywire.node.exchange;

import net.skywire.app.Addr;
import net.skywire.pipe.loop.LoopPeer;

/** An app with a seat at this node, whatever it runs as. */
public interface NodeApp {

    /** The answer to an offer. One of its methods is called, once, from any thread. */
    interface Answer {

        /** @param end the app's end of the loop */
        void accepted(LoopPeer end);

        void refused(String reason);
    }

    String name();

    /**
     * Puts a loop before the app, which may accept it. Does not block.
     *
     * @param local the app's own address
     * @param remote who opens the loop
     * @param far the end of whoever opens it
     */
    void offer(Addr local, Addr remote, LoopPeer far, Answer answer);
}
