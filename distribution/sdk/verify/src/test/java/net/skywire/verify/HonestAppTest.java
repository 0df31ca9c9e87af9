package net.skywire.verify;

import static net.skywire.verify.Finding.Outcome.OK;
import static net.skywire.verify.Finding.Outcome.WARNING;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HonestAppTest {

    @TempDir
    Path folder;

    private Path jar(AppJar jar) throws Exception {
        return jar.write(folder.resolve("chat.jar"));
    }

    @Test
    void passesEveryCheck() throws Exception {
        Path jar = jar(new AppJar(Apps.Right.class).header("Skywire-Dial", "*:10, *:20"));

        Verified verified = Verified.of(folder, jar, "--unsigned").passes();

        verified.expect("jar", OK, "com.example.chat 1.0.0, whole")
                .expect("signature", WARNING, "nobody has signed it")
                .expect("api", OK, "[1.0.0,2.0.0)")
                .expect("asks", OK, "Skywire-Dial: *:10, *:20")
                .expect("imports", OK, "")
                .expect("start", OK, "app chat at work")
                .expect("reach", OK, "is well")
                .expect("stop", OK, "ms")
                .expect("unload", OK, "no thread and no class of it is left");
    }

    @Test
    void isGivenItsArguments() throws Exception {
        Path jar = jar(new AppJar(Apps.NeedsArguments.class));

        Verified without = Verified.of(folder, jar, "--unsigned").passes();
        Verified with =
                Verified.of(folder, jar, "--unsigned", "--arg", "a \"b\"").passes();

        without.expect("start", WARNING, "expected an address, got none; if it needs arguments, --arg gives it some");
        with.expect("start", OK, "at work");
    }

    @Test
    void isWarnedOfARangeWithoutEnd() throws Exception {
        Path jar = jar(new AppJar(Apps.Right.class).header("Import-Package", "net.skywire.app;version=1.0"));

        Verified verified = Verified.of(folder, jar, "--unsigned").passes();

        verified.expect("api", WARNING, "is wide");
    }

    @Test
    void isWarnedOfARangeThatTheNextNodeBreaks() throws Exception {
        Path jar =
                jar(new AppJar(Apps.Right.class).header("Import-Package", "net.skywire.app;version=\"[1.0,1.1.1)\""));

        Verified verified = Verified.of(folder, jar, "--unsigned").passes();

        verified.expect("api", WARNING, "is narrow");
    }

    @Test
    void isWarnedOfWhatANodeHasForItself() throws Exception {
        Path jar = jar(new AppJar(Apps.Right.class).header("Import-Package", AppJar.API + ",tools.jackson.core"));

        Verified verified = Verified.of(folder, jar, "--unsigned").passes();

        verified.expect("imports", WARNING, "promises nothing of tools.jackson.core: pack it into the jar");
    }
}
