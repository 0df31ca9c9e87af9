package net.skywire.host.socket;

import java.io.IOException;
import java.net.ConnectException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Where a Unix socket is to be that its owner alone can open, in a folder that is closed to others. */
public final class SocketPlace {

    /** Bytes in the longest path: Linux has room for 108, Java leaves two of them alone. */
    public static final int MAX_PATH = 106;

    private static final Set<PosixFilePermission> FOLDER_MODE = PosixFilePermissions.fromString("rwxr-x---");
    private static final Set<PosixFilePermission> SOCKET_MODE = PosixFilePermissions.fromString("rw-------");

    private SocketPlace() {}

    /**
     * Makes room for a socket at {@code path}; one on which nobody answers is removed.
     *
     * @throws IOException if somebody answers there, there is something else than a socket, or the path is too long
     */
    public static void clear(Path path) throws IOException {
        int length = path.toString().getBytes(StandardCharsets.UTF_8).length;
        if (length > MAX_PATH) {
            throw new IOException(
                    "expected a socket's path of up to " + MAX_PATH + " bytes, got " + length + ": " + path);
        }
        closeFolder(path.getParent());
        removeStale(path);
    }

    /** Lets nobody but its owner open the socket. */
    public static void close(Path path) throws IOException {
        Files.setPosixFilePermissions(path, SOCKET_MODE);
    }

    /** Until the socket has its mode, that of the folder keeps others out. */
    private static void closeFolder(Path folder) throws IOException {
        Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(FOLDER_MODE));
        Set<PosixFilePermission> mode = Files.getPosixFilePermissions(folder);
        if (mode.retainAll(FOLDER_MODE)) {
            Files.setPosixFilePermissions(folder, mode);
        }
    }

    private static void removeStale(Path path) throws IOException {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        if (!Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                .isOther()) {
            throw new IOException("expected a socket or nothing at " + path + ", found a file or folder");
        }
        if (answers(path)) {
            throw new IOException("expected nobody at " + path + ", another container answers there");
        }
        Files.delete(path);
    }

    /** One of another kind of socket, too, does not refuse for want of anybody. */
    private static boolean answers(Path path) {
        try (SocketChannel probe = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            probe.configureBlocking(false);
            probe.connect(UnixDomainSocketAddress.of(path));
            return true;
        } catch (ConnectException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }
}
