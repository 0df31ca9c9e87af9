package net.skywire.pipe.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import net.skywire.app.App;
import net.skywire.app.AppMain;
import net.skywire.pipe.descriptor.AppChild;
import net.skywire.pipe.descriptor.ChildCommand;
import net.skywire.pipe.descriptor.Descriptors;
import net.skywire.pipe.frame.FrameHead;
import net.skywire.pipe.frame.FrameReader;
import net.skywire.pipe.frame.FrameType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An app as a plain process with its pipes on 3 and 4, and a node played by the test. */
@Timeout(60)
class AppProcessOnPipesTest {

    @TempDir
    Path folder;

    /** Takes no notice of its node. */
    public static final class Deaf implements AppMain {
        @Override
        public void run(App app) throws InterruptedException {
            new CountDownLatch(1).await();
        }
    }

    @Test
    void endsWithItsNodeEvenIfItTakesNoNotice() throws Exception {
        AppChild child = start();
        FrameReader reader = new FrameReader(child.pipe().in());
        String[] init = new String[1];
        reader.read((type, id, body) ->
                init[0] = StandardCharsets.UTF_8.decode(body).toString());
        assertTrue(init[0].startsWith("{\"app-name\":\"example\",\"app-version\":\"2.3.4\""), init[0]);
        answer(child, FrameType.SUCCESS, "null");

        child.pipe().close();

        assertEquals("exit code 0", child.exit().get(30, TimeUnit.SECONDS).toString());
    }

    @Test
    void endsWithCodeOneWhenItsNodeRefusesIt() throws Exception {
        AppChild child = start();
        FrameReader reader = new FrameReader(child.pipe().in());
        assertTrue(reader.read((type, id, body) -> {}));
        answer(child, FrameType.FAILURE, "unexpected app");

        assertEquals("exit code 1", child.exit().get(30, TimeUnit.SECONDS).toString());
        child.pipe().close();
    }

    private AppChild start() throws Exception {
        Path jar = JarOfApp.write(folder.resolve("app.jar"), Deaf.class, AppMain.class.getName());
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return Descriptors.ofThisProcess("jna")
                .spawn(new ChildCommand(
                        List.of(
                                java,
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty("java.class.path"),
                                AppProcess.class.getName(),
                                jar.toString()),
                        folder));
    }

    private static void answer(AppChild child, byte type, String text) throws Exception {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        ByteBuffer frame = ByteBuffer.allocate(FrameHead.SIZE + body.length);
        FrameHead.write(frame, 0, type, 0, body.length);
        child.pipe().out().write(frame.position(FrameHead.SIZE).put(body).flip());
    }
}
