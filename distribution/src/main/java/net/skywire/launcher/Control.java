package net.skywire.launcher;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;

/** Asks a running container something, over its control socket. The first line of an answer says how it went. */
public final class Control {

    private static final int FAILED = 1;
    private static final int NOT_RUNNING = 3;

    private Control() {}

    /** @param args the socket, and the words of the request */
    public static void main(String[] args) {
        String request = String.join(" ", Arrays.asList(args).subList(1, args.length));
        try (SocketChannel socket = SocketChannel.open(UnixDomainSocketAddress.of(Path.of(args[0])))) {
            socket.write(ByteBuffer.wrap((request + "\n").getBytes(StandardCharsets.UTF_8)));
            String answer = new String(Channels.newInputStream(socket).readAllBytes(), StandardCharsets.UTF_8);
            int begin = answer.indexOf('\n') + 1;
            if (answer.startsWith("ok\n")) {
                System.out.print(answer.substring(begin));
                System.out.flush();
            } else {
                System.err.print("skywire-osgi: " + answer.substring(begin));
                System.exit(FAILED);
            }
        } catch (IOException e) {
            System.err.println("skywire-osgi: the container does not answer at " + args[0] + ": " + e.getMessage());
            System.exit(NOT_RUNNING);
        }
    }
}
