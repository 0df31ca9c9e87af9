package net.skywire.pipe.descriptor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What every provider must do to take over the pipes of a process, with a real child JVM. */
public abstract class AdoptContract extends ProviderContract {

    @Test
    void takesOverThePipesOfAProcess() throws Exception {
        AppChild child = java("");

        write(child, "ping");
        child.pipe().out().close();

        assertEquals("ping", readAll(child.pipe().in()));
        assertEquals("exit code 0", end(child));
    }

    @Test
    void leavesThePeerItsEndOfTheStream() throws Exception {
        AppChild child = java("");
        child.pipe().out().close();

        assertEquals("", readAll(child.pipe().in()));
        assertEquals("exit code 0", end(child));
    }

    @Test
    void takesOverThePipesOfAProcessOnce() throws Exception {
        AppChild child = java("twice 5>&4 2>&5");

        assertEquals(
                "descriptors 3 and 4: expected to take them over once, and this process has done so already\n",
                readAll(child.pipe().in()));
        assertEquals("exit code 1", end(child));
    }

    @Test
    void tellsAUserWhoStartsAnAppByHandWhatIsMissing() throws Exception {
        assertEquals(
                "descriptor 3: expected the pipe from the node, found /dev/null; an app is started by its node\n",
                complaint("3</dev/null"));
        assertEquals(
                "descriptor 4: expected the pipe to the node, found /dev/null; an app is started by its node\n",
                complaint("4>/dev/null"));
        assertEquals(
                "descriptor 3: expected the pipe from the node, found a pipe the other way round;"
                        + " an app is started by its node\n",
                complaint("3>&4"));
        assertEquals(
                "descriptor 3: expected the pipe from the node, found a pipe the other way round;"
                        + " an app is started by its node\n",
                complaint("6<&3 3>&4 4<&6 6<&-"));
        assertEquals(
                "descriptor 3: expected the pipe from the node, found nothing; an app is started by its node\n",
                complaint("3<&- 4>&-"));
    }

    @Test
    void refusesBothEndsOfOnePipe() throws Exception {
        AppChild child = python(
                "os.dup2(4,2)",
                "r,w=os.pipe()",
                "os.dup2(r,3); os.dup2(w,4)",
                "os.execvp('sh',['sh','-c'," + '"' + '"' + '"' + "exec " + javaCommand() + '"' + '"' + '"' + "])");

        assertEquals(
                "descriptors 3 and 4: expected two pipes, found both ends of one; an app is started by its node\n",
                readAll(child.pipe().in()));
        assertEquals("exit code 1", end(child));
    }

    private String complaint(String redirection) throws Exception {
        AppChild child = java("5>&4 2>&4 " + redirection);
        child.pipe().out().close();
        String complaint = readAll(child.pipe().in());
        assertEquals("exit code 1", end(child));
        return complaint;
    }

    /** A JVM that adopts 3 and 4 and copies one to the other. */
    private AppChild java(String redirections) throws IOException {
        return shell("exec " + javaCommand() + ' ' + redirections);
    }

    private String javaCommand() {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return "'" + java + "' -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xshare:auto"
                + " -XX:+IgnoreUnrecognizedVMOptions --enable-native-access=ALL-UNNAMED -cp '"
                + System.getProperty("java.class.path") + "' " + AdoptingApp.class.getName() + ' '
                + libc().getClass().getName();
    }
}
