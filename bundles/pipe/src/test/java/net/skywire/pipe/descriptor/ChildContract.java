package net.skywire.pipe.descriptor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ReadableByteChannel;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What every provider must do for a child that runs, and when it ends. */
public abstract class ChildContract extends ProviderContract {

    @Test
    void passesBytesThroughALongLivedChild() throws Exception {
        AppChild child = python("while True:", " b=os.read(3,65536)", " if not b: break", " os.write(4,b)");
        byte[] sent = new byte[50_000];
        child.pipe().out().write(ByteBuffer.wrap(sent));
        child.pipe().out().close();

        assertEquals(sent.length, Channels.newInputStream(child.pipe().in()).readAllBytes().length);
        assertEquals("exit code 0", end(child));
    }

    @Test
    void seesTheEndOfTheStreamWhenAChildDies() throws Exception {
        AppChild child = shell("kill -9 $$");

        assertEquals(-1, child.pipe().in().read(ByteBuffer.allocate(1)));
        assertEquals("killed by signal 9", end(child));
    }

    @Test
    void reportsAnExitCode() throws Exception {
        assertEquals("exit code 3", end(shell("exit 3")));
    }

    @Test
    void letsAChildSeeTheEndOfTheStream() throws Exception {
        AppChild child = shell("cat <&3 >/dev/null; exit 7");

        child.pipe().close();

        assertEquals("exit code 7", end(child));
    }

    @Test
    void signalsAChildUntilItHasEnded() throws Exception {
        AppChild child = shell("read line <&3");

        child.terminate();

        assertEquals("killed by signal 15", end(child));
        child.kill();
    }

    @Test
    void handsOverWhatAChildWritesToItsStandardStreams() throws Exception {
        AppChild child = captured("echo out; echo err >&2; exit 3");

        assertEquals("out\nerr\n", readAll(child.output().orElseThrow()));
        assertEquals("exit code 3", end(child));
        child.output().orElseThrow().close();
    }

    @Test
    void signalsWhatAChildHasStartedToo() throws Exception {
        AppChild child = captured("sh -c 'trap \"echo ended; exit\" TERM; echo ready; read line <&3' & wait");
        assertEquals("ready\n", readSome(child.output().orElseThrow()));

        child.terminate();

        assertEquals("ended\n", readAll(child.output().orElseThrow()));
        assertEquals("killed by signal 15", end(child));
        child.output().orElseThrow().close();
    }

    /** The end of the stream comes when nobody has it any more. */
    @Test
    void endsWhatAChildThatEndsHasLeft() throws Exception {
        AppChild child = captured("sh -c 'trap \"\" TERM; echo ready; while :; do sleep 60; done' & read line <&3");
        assertEquals("ready\n", readSome(child.output().orElseThrow()));

        write(child, "end\n");

        assertEquals("", readAll(child.output().orElseThrow()));
        assertEquals("exit code 0", end(child));
        child.output().orElseThrow().close();
    }

    @Test
    void addsToAChildsEnvironmentAndReplacesThere() throws Exception {
        Map<String, String> environment = Map.of("APP_COLOUR", "pi\u00f1a = green", "HOME", "/nowhere");
        AppChild child = new Descriptors(libc())
                .spawn(new ChildCommand(
                        List.of("sh", "-c", "echo $APP_COLOUR, $HOME, $PATH >&4"), folder, environment, false));

        assertEquals(
                "pi\u00f1a = green, /nowhere, " + System.getenv("PATH") + "\n",
                readAll(child.pipe().in()));
        end(child);
    }

    private AppChild captured(String script) throws IOException {
        return new Descriptors(libc()).spawn(new ChildCommand(List.of("sh", "-c", script), folder, Map.of(), true));
    }

    @Test
    void stopsReadingWhenThePipeIsClosed() throws Exception {
        AppChild child = shell("echo >&4; read line <&3");
        child.pipe().in().read(ByteBuffer.allocate(1));
        CompletableFuture<Throwable> reading =
                CompletableFuture.supplyAsync(() -> readToItsEnd(child.pipe().in()));

        child.pipe().in().close();

        assertTrue(reading.get(10, TimeUnit.SECONDS) instanceof ClosedChannelException);
        end(child);
    }

    private static Throwable readToItsEnd(ReadableByteChannel in) {
        try {
            in.read(ByteBuffer.allocate(1));
            return null;
        } catch (IOException e) {
            return e;
        }
    }
}
