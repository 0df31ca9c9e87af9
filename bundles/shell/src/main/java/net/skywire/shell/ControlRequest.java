package net.skywire.shell;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What an operator asks for. Its length is unsigned and big-endian and counts what follows it; every text is UTF-8 and
 * ends with a zero byte, so that a word is free to hold anything else.
 * <pre>
 *  offset  0        4
 *          | length | folder 0 word 0 word 0 ...
 * </pre>
 *
 * @param folder where whoever asks is, as it came
 * @param words one at least: a command's name, and what it is to do
 */
record ControlRequest(String folder, List<String> words) {

    /** Bytes after the length. */
    static final int MAX_LENGTH = 64 * 1024;

    /**
     * Waits for a request.
     *
     * @throws EOFException if the client leaves before its end
     * @throws IllegalArgumentException if it makes no sense; what there is of it need not have been read then
     */
    static ControlRequest read(ReadableByteChannel client) throws IOException {
        long length = Integer.toUnsignedLong(fill(client, Integer.BYTES).getInt());
        if (length == 0 || length > MAX_LENGTH) {
            throw new IllegalArgumentException("expected a request of 1 to " + MAX_LENGTH + " bytes, got " + length);
        }
        List<String> texts = texts(decode(fill(client, (int) length)));
        if (texts.size() < 2 || !texts.get(0).startsWith("/")) {
            throw new IllegalArgumentException("expected an absolute folder and a command's words");
        }
        return new ControlRequest(texts.get(0), List.copyOf(texts.subList(1, texts.size())));
    }

    private static ByteBuffer fill(ReadableByteChannel client, int length) throws IOException {
        ByteBuffer in = ByteBuffer.allocate(length);
        while (in.hasRemaining()) {
            if (client.read(in) < 0) {
                throw new EOFException("expected " + length + " bytes of a request, got " + in.position());
            }
        }
        return in.flip();
    }

    private static String decode(ByteBuffer body) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(body).toString();
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("expected words and the name of the working folder in UTF-8", e);
        }
    }

    private static List<String> texts(String body) {
        List<String> texts = new ArrayList<>();
        int begin = 0;
        for (int end = body.indexOf('\0'); end >= 0; end = body.indexOf('\0', begin)) {
            texts.add(body.substring(begin, end));
            begin = end + 1;
        }
        if (begin < body.length()) {
            throw new IllegalArgumentException("expected a request whose last word ends with a zero byte");
        }
        return texts;
    }

    /** @throws IllegalArgumentException if it has a name that the container's locale does not know */
    Path directory() {
        try {
            return Path.of(folder);
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException(
                    "expected a folder whose name the container can read, got " + folder
                            + "; start it in a UTF-8 locale, such as LC_ALL=C.UTF-8",
                    e);
        }
    }
}
