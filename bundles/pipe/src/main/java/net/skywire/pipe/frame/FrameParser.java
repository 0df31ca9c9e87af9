package net.skywire.pipe.frame;

/** Reads frames out of the buffer it was made for. Allocates nothing. For the thread that reads the pipe. */
@FunctionalInterface
public interface FrameParser {

    /**
     * Fills the table with the frames between two offsets. Stops at a frame that is not whole or has an impossible length, when
     * table or payloads are full, and behind a Send that it does not recognize: what is learnt from it holds for the next.
     *
     * @return how many
     */
    int parse(int from, int to);
}
