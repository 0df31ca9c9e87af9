package net.skywire.node.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AppLogTest {

    @TempDir
    Path folder;

    private AppLog log;

    @BeforeEach
    void open() {
        log = new AppLog(file());
    }

    @AfterEach
    void close() {
        log.close();
    }

    private Path file() {
        return folder.resolve("apps/chat.log");
    }

    private Path older(int number) {
        return folder.resolve("apps/chat.log." + number);
    }

    private void write(String text) {
        log.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void makesNoFileBeforeThereIsSomethingToWrite() throws Exception {
        assertEquals(List.of(), log.tail(10));
        assertEquals(Optional.empty(), log.lastLine());
        assertFalse(Files.exists(file()));
    }

    @Test
    void keepsWhatComesAsItComes() throws Exception {
        write("pi\u00f1a\n\nhal");
        write("f\n");

        assertEquals("pi\u00f1a\n\nhalf\n", Files.readString(file()));
        assertEquals(List.of("", "half"), log.tail(2));
        assertEquals(Optional.of("half"), log.lastLine());
    }

    @Test
    void beginsANewFileWhenOneIsFull() throws Exception {
        String line = "x".repeat(1023) + "\n";
        for (int count = 0; count < 1024; count++) {
            write(line);
        }
        assertEquals(AppLog.FILE_LENGTH, Files.size(file()));
        assertFalse(Files.exists(older(1)));

        write("next\n");

        assertEquals("next\n", Files.readString(file()));
        assertEquals(AppLog.FILE_LENGTH, Files.size(older(1)));
        assertEquals(List.of("x".repeat(1023), "next"), log.tail(2));
    }

    @Test
    void beginsANewFileAtTheEndOfALine() throws Exception {
        write("x".repeat(AppLog.FILE_LENGTH - 10) + "\n");

        write("0123456\n89\nab\n");

        assertEquals(AppLog.FILE_LENGTH - 1, Files.size(file()) + Files.size(older(1)) - 6);
        assertTrue(Files.readString(older(1)).endsWith("x\n0123456\n"));
        assertEquals("89\nab\n", Files.readString(file()));
    }

    @Test
    void cutsALineThatIsLongerThanAFile() throws Exception {
        for (int count = 0; count < 10; count++) {
            write("x".repeat(AppLog.FILE_LENGTH / 2 + 1));
        }

        for (Path part : List.of(older(1), older(2), older(3))) {
            assertEquals(AppLog.FILE_LENGTH, Files.size(part));
        }
        assertFalse(Files.exists(older(4)));
        assertEquals(Optional.of("x".repeat(LastLines.MAX_LENGTH)), log.lastLine());
    }

    @Test
    void goesOnInTheFileOfAnEarlierRun() throws Exception {
        write("one\n");
        log.close();

        write("two\n");

        assertEquals(List.of("one", "two"), log.tail(10));
    }

    @Test
    void putsItsOwnLinesBetweenThoseOfTheApp() throws Exception {
        write("half");
        log.note("ended: exit code 3");

        List<String> lines = log.tail(10);
        assertEquals("half", lines.get(0));
        assertTrue(lines.get(1).matches("--- \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d ended: exit code 3 ---"));
        assertEquals(Optional.of("half"), log.lastLine());
    }

    @Test
    void forgetsTheLastLineWhenTheAppStartsAnew() {
        write("bad\n");

        log.begin();

        assertEquals(Optional.empty(), log.lastLine());
    }

    @Test
    void losesLinesRatherThanHoldUpTheApp() throws Exception {
        Files.createDirectories(file());

        write("lost\n");

        assertEquals(Optional.of("lost"), log.lastLine());
        Files.delete(file());
        write("kept\n");
        assertEquals(List.of("kept"), log.tail(10));
    }

    @Test
    void isFollowedLineByLine() throws Exception {
        write("before\n");
        BlockingQueue<String> lines = new LinkedBlockingQueue<>();
        Thread following = new Thread(() -> {
            try {
                log.follow(10, lines::add);
            } catch (IOException | InterruptedException e) {
                lines.add(e.getClass().getSimpleName());
            }
        });
        following.start();
        assertEquals("before", lines.poll(10, TimeUnit.SECONDS));

        write("ha");
        write("lf\n\nx");
        log.note("ended");
        String fits = "y".repeat(FollowedText.MAX_LENGTH - 1);
        write(fits + "\n" + fits + "yz\n");

        assertEquals("half", lines.poll(10, TimeUnit.SECONDS));
        assertEquals("", lines.poll(10, TimeUnit.SECONDS));
        assertEquals("x", lines.poll(10, TimeUnit.SECONDS));
        assertTrue(lines.poll(10, TimeUnit.SECONDS).endsWith(" ended ---"));
        assertEquals(fits, lines.poll(10, TimeUnit.SECONDS));
        assertEquals(fits + "y", lines.poll(10, TimeUnit.SECONDS));
        assertEquals("z", lines.poll(10, TimeUnit.SECONDS));
        following.interrupt();
        assertEquals("InterruptedException", lines.poll(10, TimeUnit.SECONDS));
    }
}
