package net.skywire.verify;

import static net.skywire.verify.Finding.Outcome.OK;
import static net.skywire.verify.Finding.Outcome.SKIPPED;
import static net.skywire.verify.Finding.Outcome.WARNING;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrokenJarTest {

    @TempDir
    Path folder;

    private Path jar() throws Exception {
        return new AppJar(Apps.Right.class).write(folder.resolve("chat.jar"));
    }

    private Path sign(String alias, Path jar) throws Exception {
        Path certificate = folder.resolve(alias + ".pem");
        Path store = folder.resolve(alias + ".p12");
        new Signer(store, Signer.DEVELOPMENT, Optional.empty(), System.out).sign(jar, certificate, Optional.empty());
        return certificate;
    }

    @Test
    void isRefusedWhereAByteIsDamaged() throws Exception {
        Path jar = jar();
        byte[] bytes = Files.readAllBytes(jar);
        bytes[bytes.length / 2] ^= 1;
        Files.write(jar, bytes);

        Verified verified = Verified.of(folder, jar, "--unsigned");

        verified.failed("jar", "").expect("start", SKIPPED, "");
    }

    @Test
    void isRefusedIfItLeavesItsFolder() throws Exception {
        Path jar = folder.resolve("chat.jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            out.putNextEntry(new JarEntry("../../etc/passwd"));
        }

        Verified.of(folder, jar).failed("jar", "expected entries below the jar's root, got ../../etc/passwd");
    }

    @Test
    void isRefusedIfItIsABomb() throws Exception {
        Path jar = folder.resolve("chat.jar");
        byte[] zeros = new byte[1024 * 1024];
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            out.putNextEntry(new JarEntry("zeros"));
            for (int count = 0; count <= 512; count++) {
                out.write(zeros);
            }
        }

        Verified.of(folder, jar).failed("jar", "expected up to 536870912 bytes when unpacked, got more");
    }

    @Test
    void isRefusedIfThereIsNone() throws Exception {
        Verified.of(folder, folder.resolve("none.jar")).failed("jar", "could not read it");
    }

    @Test
    void isRefusedUnsigned() throws Exception {
        Verified.of(folder, jar())
                .failed(
                        "signature",
                        "expected a jar signed by a publisher in conf/publishers, got one that is not signed");
    }

    @Test
    void isTakenFromItsPublisherAndNobodyElse() throws Exception {
        Path other = sign("other", new AppJar(Apps.Right.class).write(folder.resolve("other.jar")));
        Path jar = jar();
        Path publisher = sign("publisher", jar);

        Verified own =
                Verified.of(folder, jar, "--publisher", publisher.toString()).passes();
        Verified others = Verified.of(folder, jar, "--publisher", other.toString());

        own.expect("signature", OK, "by CN=Development key of");
        others.failed("signature", "expected a publisher in conf/publishers, got CN=Development key of");
    }

    @Test
    void isRefusedIfItWasChangedAfterItWasSigned() throws Exception {
        Path jar = jar();
        sign("publisher", jar);

        Path changed = AppJar.changed(jar, folder.resolve("changed.jar"));

        Verified.of(folder, changed).failed("signature", "as it was signed, got something else");
        Verified.of(folder, changed, "--unsigned").failed("signature", "as it was signed, got something else");
    }

    @Test
    void isNoUpdateIfItIsOlder() throws Exception {
        Path before =
                new AppJar(Apps.Right.class).header("Bundle-Version", "1.1.0").write(folder.resolve("before.jar"));

        Verified verified = Verified.of(folder, jar(), "--unsigned", "--previous", before.toString());

        verified.failed("update", "expected a Bundle-Version above 1.1.0, got 1.0.0");
    }

    @Test
    void isNoUpdateIfItIsAnotherApp() throws Exception {
        Path before = new AppJar(Apps.Right.class)
                .header("Bundle-SymbolicName", "com.example.talk")
                .write(folder.resolve("before.jar"));

        Verified verified = Verified.of(folder, jar(), "--unsigned", "--previous", before.toString());

        verified.failed("update", "expected the Bundle-SymbolicName com.example.talk, got com.example.chat");
    }

    @Test
    void tellsOfAnUpdateWithAnotherKey() throws Exception {
        Path before =
                new AppJar(Apps.Right.class).header("Bundle-Version", "0.9.0").write(folder.resolve("before.jar"));
        sign("old", before);
        Path jar = jar();
        sign("new", jar);

        Verified verified =
                Verified.of(folder, jar, "--previous", before.toString()).passes();

        verified.expect("update", WARNING, "signed with another key than 0.9.0");
    }
}
