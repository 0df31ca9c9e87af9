package net.skywire.systemd;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.skywire.pipe.descriptor.DatagramOut;
import net.skywire.pipe.descriptor.DescriptorProviders;
import net.skywire.pipe.descriptor.LibC;

/** Where systemd listens. What it does not get is logged, once until it gets something again. Any thread may call. */
final class NotifySocket implements AutoCloseable {

    private static final Logger LOG = System.getLogger("net.skywire.systemd");

    private final DatagramOut out;
    private boolean failing;

    private NotifySocket(DatagramOut out) {
        this.out = out;
    }

    /** @throws IOException if there is no way to systemd from here; the message says why */
    static NotifySocket open(String name, List<LibC> providers) throws IOException {
        if (!name.startsWith("/") && !name.startsWith("@")) {
            throw new IOException("expected a path or @ and a name in NOTIFY_SOCKET, got \"" + name + '"');
        }
        return new NotifySocket(
                DescriptorProviders.choose(providers, DescriptorProviders.AUTO).datagramsTo(name));
    }

    /** @param message lines of {@code NAME=value} */
    synchronized void send(String message) {
        try {
            out.send(message.getBytes(StandardCharsets.UTF_8));
            failing = false;
        } catch (IOException e) {
            if (!failing) {
                LOG.log(
                        Level.WARNING,
                        "systemd does not take {0}: {1}",
                        message.lines().findFirst().orElse(""),
                        e.getMessage());
            }
            failing = true;
        }
    }

    @Override
    public void close() {
        try {
            out.close();
        } catch (IOException e) {
            LOG.log(Level.WARNING, "the socket of systemd: {0}", e.getMessage());
        }
    }
}
