package net.skywire.pipe.descriptor;

import java.io.IOException;

/** Two pipes of this process, there and back. */
public final class TwoPipes {

    private static final int O_CLOEXEC = 02000000;

    private TwoPipes() {}

    /** Both sides' ends. */
    public static PipePair[] open(LibC libc) throws IOException {
        Descriptors descriptors = new Descriptors(libc);
        int[] there = libc.pipe2(O_CLOEXEC);
        int[] back = libc.pipe2(O_CLOEXEC);
        return new PipePair[] {descriptors.take(back[0], there[1]), descriptors.take(there[0], back[1])};
    }
}
