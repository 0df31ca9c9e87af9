package net.skywire.pipe.descriptor;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/**
 * A message with the descriptors that came with it, which are closed with it unless their pipes are taken over. For one
 * thread.
 */
public final class Handover implements Closeable {

    private final Descriptors owner;
    private final byte[] content;
    private List<Integer> descriptors;

    Handover(Descriptors owner, byte[] content, List<Integer> descriptors) {
        this.owner = owner;
        this.content = content;
        this.descriptors = descriptors;
    }

    /** The bytes of the message. */
    public byte[] content() {
        return content;
    }

    /** Those that are open still. */
    List<Integer> descriptors() {
        return descriptors;
    }

    /** Whether there is anything to take over. */
    public boolean hasDescriptors() {
        return !descriptors.isEmpty();
    }

    /**
     * Takes over the pipes from and to a node. All descriptors are closed if this throws.
     *
     * @throws IOException if they are not two pipes, the right way round
     */
    public PipePair takePipes() throws IOException {
        if (descriptors.size() != 2) {
            int count = descriptors.size();
            close();
            throw new IOException("expected 2 descriptors, got " + count);
        }
        List<Integer> pipes = descriptors;
        descriptors = List.of();
        return owner.take(pipes.get(0), pipes.get(1));
    }

    @Override
    public void close() throws IOException {
        List<Integer> left = descriptors;
        descriptors = List.of();
        owner.closeAll(left);
    }
}
