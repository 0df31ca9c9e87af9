package net.skywire.launcher;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Asks a running container something, over its control socket. */
public final class Control {

    private static final int NOT_RUNNING = 3;

    private Control() {}

    /** @param args the socket, and the request */
    public static void main(String[] args) {
        try (SocketChannel socket = SocketChannel.open(UnixDomainSocketAddress.of(Path.of(args[0])))) {
            socket.write(ByteBuffer.wrap((args[1] + "\n").getBytes(StandardCharsets.UTF_8)));
            Channels.newInputStream(socket).transferTo(System.out);
        } catch (IOException e) {
            System.err.println("skywire-osgi: the container does not answer at " + args[0] + ": " + e.getMessage());
            System.exit(NOT_RUNNING);
        }
    }
}
