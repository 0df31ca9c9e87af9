package net.skywire.verify;

import static net.skywire.verify.Finding.Outcome.OK;
import static net.skywire.verify.Finding.Outcome.SKIPPED;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrokenAppTest {

    @TempDir
    Path folder;

    private Verified verified(AppJar jar, String... options) throws Exception {
        Path file = jar.write(folder.resolve("chat.jar"));
        String[] all = java.util.Arrays.copyOf(options, options.length + 1);
        all[options.length] = "--unsigned";
        return Verified.of(folder, file, all);
    }

    private Verified verified(Class<?> component) throws Exception {
        return verified(new AppJar(component));
    }

    @Test
    void isToldAllThatItLacks() throws Exception {
        AppJar jar = new AppJar(Apps.Right.class)
                .header("Import-Package", AppJar.API + ",com.example.gone,com.example.lost;version=\"[2,3)\"");

        verified(jar)
                .failed("imports", "osgi.wiring.package=com.example.gone")
                .failed("imports", "osgi.wiring.package=com.example.lost")
                .expect("start", SKIPPED, "");
    }

    @Test
    void doesNotNeedWhatIsOptional() throws Exception {
        AppJar jar = new AppJar(Apps.Right.class)
                .header("Import-Package", AppJar.API + ",com.example.gone;resolution:=optional");

        verified(jar).passes();
    }

    @Test
    void isRefusedIfItWantsANewerApi() throws Exception {
        AppJar jar = new AppJar(Apps.Right.class).header("Import-Package", "net.skywire.app;version=\"[1.99,2)\"");

        verified(jar)
                .failed("api", "expected a range of net.skywire.app that has 1.")
                .failed("imports", "net.skywire.app");
    }

    @Test
    void isRefusedIfItDoesNotWantTheApi() throws Exception {
        verified(new AppJar(Apps.IsNoApp.class).header("Import-Package", "javax.net"))
                .failed("api", "expected an import of net.skywire.app, got none")
                .failed("start", "expected a service LoopHandler or AppMain, got none");
    }

    @Test
    void isNamedWithWhatItsConstructorThrows() throws Exception {
        verified(Apps.FailsToBeMade.class)
                .failed(
                        "start",
                        "chat: java.lang.IllegalStateException: no database at net.skywire.verify.Apps$FailsToBeMade")
                .expect("reach", SKIPPED, "");
    }

    @Test
    void isNamedWithThePlaceWhereItHangs() throws Exception {
        verified(Apps.HangsWhenMade.class)
                .failed(
                        "start",
                        "expected its start to take up to 3000 ms, it still is at"
                                + " net.skywire.verify.Apps$HangsWhenMade.<init>")
                .expect("unload", SKIPPED, "");
    }

    @Test
    void isNamedWithWhatItsMainThrows() throws Exception {
        verified(Apps.FailsToRun.class).failed("start", "IllegalArgumentException: no such mode at ");
    }

    @Test
    void isNamedWithWhatItThrowsOnALoop() throws Exception {
        verified(Apps.FailsOnALoop.class)
                .failed("reach", "UnsupportedOperationException: not yet at ")
                .expect("unload", OK, "");
    }

    @Test
    void isAskedForItsHealth() throws Exception {
        verified(Apps.IsUnwell.class)
                .failed("reach", "expected its health check to pass, got java.io.IOException: the disk is full");
    }

    @Test
    void isNamedIfItDoesNotStop() throws Exception {
        verified(Apps.DoesNotStop.class).failed("stop", "expected it to end within 2 s, it took ");
    }

    @Test
    void isNamedWithTheThreadThatItLeaves() throws Exception {
        verified(Apps.LeavesAThread.class)
                .failed(
                        "unload",
                        "expected nothing of it to be left, got thread \"worker\" at"
                                + " net.skywire.verify.Apps$LeavesAThread.run");
    }

    @Test
    void isNamedIfSomethingElseHoldsItsClasses() throws Exception {
        Path dump = folder.resolve("heap.hprof");

        verified(new AppJar(Apps.LeavesAHook.class), "--dump", dump.toString())
                .failed("unload", "expected its classes to go, something holds them that is no thread");

        Assertions.assertTrue(Files.size(dump) > 0);
    }
}
