package net.skywire.pipe.descriptor;

import java.io.IOException;
import java.nio.ByteBuffer;

/** A process that takes over its pipes and copies one to the other. */
final class AdoptingApp {

    private AdoptingApp() {}

    /** @param args the class of the provider; then, to see what comes of it, {@code twice} */
    public static void main(String[] args) throws Exception {
        LibC libc = (LibC) Class.forName(args[0]).getConstructor().newInstance();
        Descriptors descriptors = new Descriptors(libc);
        try (PipePair pipe = descriptors.adopt(SpawnPlan.CHILD_IN, SpawnPlan.CHILD_OUT)) {
            if (args.length > 1) {
                descriptors.adopt(SpawnPlan.CHILD_IN, SpawnPlan.CHILD_OUT);
            }
            ByteBuffer buffer = ByteBuffer.allocate(1024);
            while (pipe.in().read(buffer.clear()) >= 0) {
                pipe.out().write(buffer.flip());
            }
        } catch (IOException e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }
}
