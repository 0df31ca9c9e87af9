package net.skywire.launcher;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Has a running container run a command, over its control socket, whose protocol is that of bundle
 * {@code net.skywire.shell}. Results go to standard output, all else to standard error, byte by byte as they come.
 */
public final class Control {

    private static final int FAILED = 1;
    private static final int NOT_RUNNING = 3;
    private static final int LONGEST_KIND = 16;

    private final OutputStream out = new BufferedOutputStream(new FileOutputStream(FileDescriptor.out));
    private final OutputStream err = new BufferedOutputStream(new FileOutputStream(FileDescriptor.err));
    private final OutputStream progress;

    private Control(boolean showsProgress) {
        progress = showsProgress ? err : OutputStream.nullOutputStream();
    }

    /**
     * @param args the socket, {@code progress} or {@code quiet}, the working folder, and the command's words. The last
     *     two are taken as the bytes that they are, whatever the locale makes of them.
     */
    public static void main(String[] args) {
        System.exit(new Control(args[1].equals("progress")).run(Path.of(args[0]), request(args)));
    }

    private static ByteBuffer request(String[] args) {
        byte[] texts = texts(args);
        return ByteBuffer.allocate(Integer.BYTES + texts.length)
                .putInt(texts.length)
                .put(texts)
                .flip();
    }

    /** The arguments from the folder on, a zero byte after each. */
    private static byte[] texts(String[] args) {
        try {
            byte[] line = Files.readAllBytes(Path.of("/proc/self/cmdline"));
            int begin = line.length;
            for (int left = args.length - 2; left > 0; left--) {
                begin = startOfLast(line, begin);
            }
            return Arrays.copyOfRange(line, begin, line.length);
        } catch (IOException e) {
            ByteArrayOutputStream texts = new ByteArrayOutputStream();
            for (int at = 2; at < args.length; at++) {
                texts.writeBytes((args[at] + '\0').getBytes(StandardCharsets.UTF_8));
            }
            return texts.toByteArray();
        }
    }

    /** Of the text that ends with the zero byte before {@code end}. */
    private static int startOfLast(byte[] line, int end) {
        int at = end - 1;
        while (at > 0 && line[at - 1] != 0) {
            at--;
        }
        return at;
    }

    private int run(Path path, ByteBuffer request) {
        try (SocketChannel socket = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
            send(socket, request);
            return show(new BufferedInputStream(Channels.newInputStream(socket)));
        } catch (UncheckedIOException e) { // nobody reads the output any more, and nobody is to be told
            return FAILED;
        } catch (EOFException e) {
            return fail("the container has gone before it was done", FAILED);
        } catch (IOException e) {
            return fail("the container does not answer at " + path + ": " + e.getMessage(), NOT_RUNNING);
        }
    }

    /** A container that takes no more of it has answered already. */
    private static void send(SocketChannel socket, ByteBuffer request) {
        try {
            while (request.hasRemaining()) {
                socket.write(request);
            }
        } catch (IOException e) {
            request.position(request.limit());
        }
    }

    /** @return the exit code */
    private int show(InputStream in) throws IOException {
        while (true) {
            switch (kind(in)) {
                case "out" -> copyLine(in, out);
                case "progress" -> copyLine(in, progress);
                case "usage" -> copyLine(in, err);
                case "error" -> {
                    err.write("skywire-osgi: ".getBytes(StandardCharsets.UTF_8));
                    copyLine(in, err);
                }
                case "exit" -> {
                    ByteArrayOutputStream code = new ByteArrayOutputStream();
                    copyLine(in, code);
                    return Integer.parseInt(
                            code.toString(StandardCharsets.UTF_8).strip());
                }
                default -> copyLine(in, OutputStream.nullOutputStream());
            }
        }
    }

    private static String kind(InputStream in) throws IOException {
        StringBuilder kind = new StringBuilder();
        for (int next = read(in); next != ' '; next = read(in)) {
            if (kind.length() == LONGEST_KIND) {
                throw new IOException("expected a line that begins with what it is, got \"" + kind + "...\"");
            }
            kind.append((char) next);
        }
        return kind.toString();
    }

    /** @throws UncheckedIOException if it cannot be written */
    private static void copyLine(InputStream in, OutputStream to) throws IOException {
        int next;
        do {
            next = read(in);
            put(next, to);
        } while (next != '\n');
    }

    private static void put(int next, OutputStream to) {
        try {
            to.write(next);
            if (next == '\n') {
                to.flush();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int read(InputStream in) throws IOException {
        int next = in.read();
        if (next < 0) {
            throw new EOFException();
        }
        return next;
    }

    private static int fail(String message, int code) {
        System.err.println("skywire-osgi: " + message);
        return code;
    }
}
