package net.skywire.node.process;

import java.io.Closeable;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import net.skywire.host.AppControl;
import net.skywire.host.log.Followers;

/**
 * What an app writes to its standard output and error: in files that take turns, as it comes, and its last lines at
 * hand. A disk that is full or broken loses text, but does not hold up the app. Guarded by its own lock.
 */
final class AppLog implements Closeable {

    /** Bytes in a file. */
    static final int FILE_LENGTH = 1024 * 1024;

    /** Files, the newest without a number. */
    static final int FILES = 4;

    private static final Logger LOG = System.getLogger("net.skywire.node");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");

    private final Path file;
    private final LastLines lastLines = new LastLines();
    private final FollowedText followed = new FollowedText();
    private FileChannel open;
    private long length;
    private boolean midLine;
    private boolean broken;

    /** Makes no file before there is something to write. */
    AppLog(Path file) {
        this.file = file;
    }

    /** The app starts anew: its last lines are no longer those of its last run. */
    synchronized void begin() {
        lastLines.clear();
    }

    /** A line of ours, between those of the app. */
    synchronized void note(String text) {
        String line = (midLine ? "\n" : "") + "--- "
                + LocalDateTime.now().truncatedTo(ChronoUnit.SECONDS).format(TIME) + " " + text + " ---\n";
        put(ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8)));
    }

    /** Takes all of {@code text}. */
    synchronized void write(ByteBuffer text) {
        lastLines.add(text);
        put(text);
    }

    private void put(ByteBuffer text) {
        if (!text.hasRemaining()) {
            return;
        }
        midLine = text.get(text.limit() - 1) != '\n';
        followed.add(text);
        try {
            putPart(text);
            while (text.hasRemaining()) {
                turn();
                putPart(text);
            }
            broken = false;
        } catch (IOException e) {
            text.position(text.limit());
            if (!broken) {
                LOG.log(Level.WARNING, "{0} loses lines: {1}", file, e.getMessage());
            }
            broken = true;
            close();
        }
    }

    private void putPart(ByteBuffer text) throws IOException {
        if (open == null) {
            open();
        }
        int whole = text.limit();
        text.limit(text.position() + fitting(text));
        try {
            while (text.hasRemaining()) {
                length += open.write(text);
            }
        } finally {
            text.limit(whole);
        }
    }

    /** As much as there is room for, to the end of a line if it can be. */
    private int fitting(ByteBuffer text) {
        int room = (int) Math.min(text.remaining(), FILE_LENGTH - length);
        for (int end = room; room < text.remaining() && end > 0; end--) {
            if (text.get(text.position() + end - 1) == '\n') {
                return end;
            }
        }
        return room;
    }

    private void open() throws IOException {
        Files.createDirectories(file.getParent());
        open = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
        length = open.size();
    }

    private void turn() throws IOException {
        close();
        for (int number = FILES - 1; number > 0; number--) {
            move(numbered(number - 1), numbered(number));
        }
        open();
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        } catch (NoSuchFileException e) {
            LOG.log(Level.TRACE, "{0} is not there yet", from);
        }
    }

    private Path numbered(int number) {
        return number == 0 ? file : file.resolveSibling(file.getFileName() + "." + number);
    }

    /** The last line that the app has written since it was started. */
    synchronized Optional<String> lastLine() {
        return lastLines.last();
    }

    /** The last lines of the files. */
    synchronized List<String> tail(int count) throws IOException {
        StringBuilder text = new StringBuilder();
        for (int number = 0;
                number < FILES && text.chars().filter(c -> c == '\n').count() < count;
                number++) {
            Path part = numbered(number);
            if (Files.exists(part)) {
                text.insert(0, new String(Files.readAllBytes(part), StandardCharsets.UTF_8));
            }
        }
        List<String> lines = text.toString().lines().toList();
        return lines.subList(Math.max(0, lines.size() - count), lines.size());
    }

    /**
     * As {@link #tail}, and then each line that comes, until this thread is interrupted.
     *
     * @throws IOException also if {@code to} throws it
     */
    void follow(int count, AppControl.Lines to) throws IOException, InterruptedException {
        List<String> last;
        Followers.Follower follower;
        synchronized (this) {
            last = tail(count);
            follower = followed.join();
        }
        try (follower) {
            follower.handOn(last, to);
        }
    }

    /** Lets go of the file; it is opened again if need be. */
    @Override
    public synchronized void close() {
        if (open == null) {
            return;
        }
        try {
            open.close();
        } catch (IOException e) {
            LOG.log(Level.WARNING, "closing {0}: {1}", file, e.getMessage());
        } finally {
            open = null;
        }
    }
}
