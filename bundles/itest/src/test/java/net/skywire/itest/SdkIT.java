package net.skywire.itest;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** What a new vendor does, as docs/vendors says, in a container that takes signed apps only. Once: it takes long. */
@Timeout(900)
@DisabledIfSystemProperty(named = "panama", matches = "true") // Maven runs it by a Java of its own
class SdkIT {

    @TempDir
    Path folder;

    private Path container;

    @BeforeEach
    void startContainer() throws Exception {
        container = copy(Product.ASSEMBLED, folder.resolve("container"));
        assertTrue(skywire("start").contains("started"));
    }

    @AfterEach
    void stopContainer() throws Exception {
        skywire("stop");
    }

    private String skywire(String word) throws Exception {
        return Vendor.run(List.of(container.resolve("bin/skywire-osgi").toString(), word));
    }

    private static Path copy(Path from, Path to) throws Exception {
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path each, BasicFileAttributes attributes)
                    throws java.io.IOException {
                Files.createDirectories(to.resolve(from.relativize(each)));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws java.io.IOException {
                Files.copy(file, to.resolve(from.relativize(file)));
                return FileVisitResult.CONTINUE;
            }
        });
        return to;
    }

    @Test
    void takesAVendorFromTheArchetypeToAnUpdate() throws Exception {
        try (VendorProject project = VendorProject.generate(Files.createDirectory(folder.resolve("vendor")))) {
            goAllTheWay(project);
        }
    }

    private void goAllTheWay(VendorProject project) throws Exception {
        assertTrue(Files.exists(project.home().resolve(".gitignore")));

        String first = project.build("verify", "-Dskywire.home=" + container);
        String status = skywire("status");
        Path released = Files.copy(project.home().resolve("target/echo-1.0.0.jar"), folder.resolve("released.jar"));
        setVersion(project.home().resolve("pom.xml"), "1.1.0");
        String second = project.build(
                "verify", "-DskipTests", "-Dskywire.home=" + container, "-Dskywire.verify=--previous " + released);

        assertTrue(first.contains("Tests run: 4, Failures: 0, Errors: 0"), first);
        assertTrue(first.contains("made a key for development"), first);
        assertTrue(first.contains("is well, says its health check"), first);
        assertTrue(status.matches("(?s).*echo +1\\.0\\.0 +bundle +embedded +running.*"), first + status);
        assertTrue(!second.contains("made a key"), second);
        assertTrue(second.contains("from 1.0.0 to 1.1.0"), second);
        String after = skywire("status");
        assertTrue(after.matches("(?s).*echo +1\\.1\\.0 +bundle +embedded +running.*"), second + after);
    }

    private static void setVersion(Path pom, String version) throws Exception {
        Files.writeString(
                pom, Files.readString(pom).replace("<version>1.0.0</version>", "<version>" + version + "</version>"));
    }
}
