package net.skywire.shell;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import net.skywire.host.socket.SocketPlace;

/** A Unix socket in the file system that its owner alone can open. */
final class SocketFile {

    private SocketFile() {}

    /**
     * Binds to {@code path}; a socket there on which nobody answers is replaced.
     *
     * @throws IOException if somebody answers there, there is something else than a socket, or the path is too long
     */
    static ServerSocketChannel bind(Path path) throws IOException {
        SocketPlace.clear(path);
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            server.bind(UnixDomainSocketAddress.of(path));
            SocketPlace.close(path);
            return server;
        } catch (IOException e) {
            server.close();
            throw e;
        }
    }
}
