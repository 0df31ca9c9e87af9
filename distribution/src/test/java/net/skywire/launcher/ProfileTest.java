package net.skywire.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProfileTest {

    @TempDir
    Path product;

    @TempDir
    Path home;

    private Installation installation;

    @BeforeEach
    void make() throws IOException {
        installation = new Installation(product, home);
        Files.createDirectories(home.resolve("conf"));
        Files.createDirectories(product.resolve("profiles"));
        Files.createDirectories(product.resolve("bundles"));
        for (String bundle : List.of("app", "node", "shell", "own")) {
            Files.writeString(jar(bundle), "");
        }
        shipped("minimal", "# for boards", "bundle app", "", "  bundle  node ", "optional panama");
        shipped("standard", "include minimal", "bundle shell");
    }

    @Test
    void isTheStandardOneUnlessOneIsNamed() throws Exception {
        assertEquals(List.of(jar("app"), jar("node"), jar("shell")), read("").jars());
        assertEquals(List.of(), read("").lacking());
        assertEquals(List.of(jar("app"), jar("node")), read("minimal").jars());
        assertEquals(List.of("shell"), read("minimal").lacking());
    }

    @Test
    void isTheOneOfTheHomeIfItHasItsOwn() throws Exception {
        own("include minimal", "bundle own", "app apps/chat.jar");
        Path chat =
                Files.writeString(Files.createDirectories(home.resolve("apps")).resolve("chat.jar"), "");

        assertEquals(List.of(jar("app"), jar("node"), jar("own"), chat), read("").jars());
        assertEquals(
                List.of(jar("app"), jar("node"), jar("shell")), read("standard").jars());
    }

    @Test
    void isAFileThatIsNamed() throws Exception {
        Path file = Files.writeString(home.resolve("mine"), "bundle own\nbundle own\n");

        assertEquals(List.of(jar("own")), read(file.toString()).jars());
    }

    @Test
    void hasWhatIsOptionalIfItIsThere() throws Exception {
        assertFalse(read("minimal").has("panama"));
        Files.writeString(jar("panama"), "");
        assertTrue(read("minimal").has("panama"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "bundle absent | expected the jar BUNDLES/absent.jar, found none",
                "app apps/absent.jar | expected the jar PRODUCT/apps/absent.jar, found none",
                "bundle | expected a word and its value, found \"bundle\"",
                "bundles app | expected include, bundle, optional or app, found \"bundles\"",
            })
    void namesTheLineThatIsWrong(String line, String message) throws Exception {
        own("include minimal", "# a comment", line);

        String expected = message.replace("BUNDLES", product.resolve("bundles").toString())
                .replace("PRODUCT", product.toString());
        assertEquals(home.resolve("conf/profile") + ", line 3: " + expected, refusal(""));
    }

    @Test
    void namesAProfileThatIsNotThere() throws Exception {
        String expected =
                "expected a profile in " + product.resolve("profiles") + " or the path of a file, found \"big\"";
        assertEquals(expected, refusal("big"));
        own("include big");
        assertEquals(expected, refusal(""));
    }

    @Test
    void endsWhereProfilesIncludeEachOther() throws Exception {
        for (int at = 0; at < 8; at++) {
            shipped("deep" + at, "include deep" + (at + 1));
        }
        shipped("deep8", "bundle own");
        assertEquals(List.of(jar("own")), read("deep0").jars());

        shipped("deep8", "include deep9");
        shipped("deep9", "bundle own");
        assertTrue(refusal("deep0").endsWith("expected profiles that include each other at most 8 deep, found more"));
        shipped("deep9", "include deep0");
        assertTrue(refusal("deep0").endsWith("expected profiles that include each other at most 8 deep, found more"));
    }

    private String refusal(String name) {
        return assertThrows(IOException.class, () -> read(name).jars()).getMessage();
    }

    private Profile read(String name) throws IOException {
        return Profile.read(installation, name);
    }

    private Path jar(String bundle) {
        return product.resolve("bundles").resolve(bundle + ".jar");
    }

    private void own(String... lines) throws IOException {
        Files.write(home.resolve("conf/profile"), List.of(lines));
    }

    private void shipped(String name, String... lines) throws IOException {
        Files.write(product.resolve("profiles").resolve(name + ".profile"), List.of(lines));
    }
}
