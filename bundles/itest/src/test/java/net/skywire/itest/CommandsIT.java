package net.skywire.itest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Commands as an operator types them, to a container that runs, from a folder with spaces in its name. */
@DisabledIfSystemProperty(named = "panama", matches = "true") // nothing of it depends on the Java
@Timeout(120)
class CommandsIT {

    private static final String TALKER = "echo one; echo two; cat <&3";

    private record Result(int code, String out, String err) {}

    @TempDir
    Path folder;

    private Path here;
    private ContainerProcess container;

    @BeforeEach
    void start() throws Exception {
        here = Files.createDirectories(folder.resolve("here  and there")).toRealPath();
        Path home = Files.createDirectory(folder.resolve("sky wire"));
        container = new ContainerProcess(home, Conf.of("echo=10", "talker").process("talker", "sh", "-c", TALKER));
        container.addBundle(ProbeCommand.jar());
        container.start();
    }

    @AfterEach
    void stop() throws Exception {
        container.stop();
        container.close();
    }

    @Test
    void getTheirWordsUnharmed() throws Exception {
        String[] words = {"words", "my  own.jar", "", "$HOME *", "--json", "'\"\\", "@x", "größer", "-h"};
        StringBuilder expected = new StringBuilder(here + "\n");
        for (String word : words) {
            expected.append('<').append(word).append(">\n");
        }

        assertEquals(new Result(0, expected.toString(), ""), run("probe", words));
        assertEquals(
                "<two>\n<lines>\n",
                run("probe", "words", "two>\n<lines").out().substring((here + "\n<words>\n").length()));
    }

    @Test
    void readFilesFromWhereTheyAreAskedFor() throws Exception {
        Files.writeString(here.resolve("my  own.txt"), "content");

        assertEquals(new Result(0, "content\n", ""), run("probe", "read", "my  own.txt"));
        assertEquals(
                new Result(0, "content\n", ""),
                run("probe", "read", here.resolve("my  own.txt").toString()));
        assertEquals(1, run("probe", "read", "other.txt").code());
    }

    @Test
    void sayHowTheyAreAskedForOnlyIfTheyAreNot() throws Exception {
        Result refused = run("probe", "x");
        assertEquals(2, refused.code());
        assertEquals("", refused.out());
        assertTrue(
                refused.err().startsWith("skywire-osgi: expected another word, got x\nusage: probe words WORD..."),
                refused::err);

        Result told = run("probe", "--help");
        assertEquals(0, told.code());
        assertTrue(told.out().startsWith("usage: probe words WORD..."), told::out);
        assertEquals(2, run("status", "x").code());
        assertEquals(2, run("app").code());
        assertEquals(2, run("nobody").code());
        assertEquals(new Result(1, "", "skywire-osgi: there is no app nobody\n"), run("app", "stop", "nobody"));
    }

    @Test
    void speakAsTheyGoAndAreInterruptedWithTheirClient() throws Exception {
        Path file = here.resolve("interrupted");
        Process client = process(command("probe", "wait", "interrupted"));
        assertEquals("waiting", client.inputReader().readLine());
        assertFalse(Files.exists(file));

        client.destroyForcibly();

        Product.await("the interrupt", () -> Files.exists(file));
        assertEquals(0, run("status").code());
    }

    @Test
    void endWithWhoReadsThem() throws Exception {
        Process client = process(command("probe", "flood"));
        BufferedReader reader = client.inputReader();
        assertEquals("on and on", reader.readLine());

        reader.close();

        assertTrue(client.waitFor(60, TimeUnit.SECONDS));
        assertEquals("", new String(client.getErrorStream().readAllBytes(), StandardCharsets.UTF_8));
        assertEquals(0, run("status").code());
    }

    @Test
    void doNotOutliveTheContainer() throws Exception {
        Process client = process(command("probe", "wait", "interrupted"));
        assertEquals("waiting", client.inputReader().readLine());

        assertTrue(container.stop());

        assertEquals(new Result(1, "", "skywire-osgi: the container has gone before it was done\n"), result(client));
        assertEquals(new Result(3, "", "skywire-osgi: not running\n"), run("status"));
        assertEquals(new Result(3, "", "skywire-osgi: not running\n"), run("deploy", "x.jar"));
        assertEquals(2, run("nobody").code());
    }

    @Test
    void listAppsOfBothKindsWithWhatTheyDo() throws Exception {
        drop("echo", EchoApp.class);
        Product.await("echo", () -> lineOf("echo").contains(" running "));
        Product.await("talker", () -> lineOf("talker").contains("pid "));

        assertTrue(lineOf("echo").matches("echo +1.0 +bundle +embedded +running +10 +0 +0 +0 +- +-"), lineOf("echo"));
        assertTrue(
                lineOf("talker")
                        .matches(
                                "talker +1.0 +process +embedded +waiting +- +0 +0 +0 +[\\d.]+[KM] +for its init, pid \\d+"),
                lineOf("talker"));
        String json = run("app", "info", "echo", "--json").out();
        assertTrue(json.matches("\\{\"apps\":\\[\\{\"name\":\"echo\",.*\"loops\":0,\"bytes_in\":0,.*}]}\n"), json);
        assertTrue(run("app", "info", "talker").out().contains("\nkind       process\n"));
        assertTrue(run("status", "--json").out().contains("\"notices\":["));
    }

    @Test
    void stopAndStartAppsOfBundles() throws Exception {
        drop("echo", EchoApp.class);
        Product.await("echo", () -> lineOf("echo").contains(" running "));

        assertEquals(new Result(0, "", ""), run("app", "stop", "echo"));
        assertTrue(lineOf("echo").endsWith("by the operator"), lineOf("echo"));
        assertEquals(0, run("app", "start", "echo").code());
        assertEquals(new Result(1, "", "skywire-osgi: app echo runs already\n"), run("app", "start", "echo"));
        assertEquals(0, run("app", "restart", "echo").code());
        assertTrue(lineOf("echo").contains(" running "), lineOf("echo"));
        assertTrue(run("app", "logs", "echo", "-n", "2").out().contains("app echo 1.0 running at "));
    }

    @Test
    void followTheLogOfAProcessOverItsRestart() throws Exception {
        Product.await("its lines", () -> last("talker").contains("two"));
        Process client = process(command("app", "logs", "talker", "-f", "-n", "1"));
        BufferedReader lines = client.inputReader();
        assertEquals("two", lines.readLine());

        assertEquals(0, run("app", "restart", "talker").code());

        assertTrue(lines.readLine().contains(" ended: "));
        assertTrue(lines.readLine().contains(" started, pid "));
        assertEquals("one", lines.readLine());
        assertEquals("two", lines.readLine());
        client.destroy();
        assertEquals(new Result(0, "two\n", ""), run("app", "log", "talker", "1"));
    }

    @Test
    void areCompletedByBash() throws Exception {
        assertEquals("start stop status", completed("st"));
        assertEquals("start stop", completed("app", "st"));
        assertEquals("talker", completed("app", "stop", ""));
        assertEquals("talker", completed("app", "logs", "-f", "t"));
        assertEquals("flood read wait words", completed("probe", ""));
        assertEquals("", completed("nobody", ""));

        assertTrue(container.stop());

        assertEquals("", completed("app", ""));
        assertEquals("start stop status", completed("st"));
        assertEquals(2, run("completion", "fish").code());
    }

    /** As bash does it when the last word is followed by the tabulator. */
    private String completed(String... words) throws Exception {
        String script =
                "eval \"$(\"$0\" completion bash)\"; _skywire_osgi_seconds=60; COMP_WORDS=(skywire-osgi \"$@\"); "
                        + "COMP_CWORD=$#; _skywire_osgi; echo \"${COMPREPLY[*]}\"";
        List<String> all = new ArrayList<>(List.of("bash", "-c", script));
        all.add(container.home().resolve("bin/skywire-osgi").toString());
        all.addAll(List.of(words));
        Result result = result(process(new ProcessBuilder(all)));
        assertEquals(new Result(0, result.out(), ""), result);
        return result.out().strip();
    }

    private void drop(String app, Class<?> component) throws IOException {
        Path apps = Files.createDirectories(container.home().resolve("apps"));
        Path fresh = Files.write(apps.resolve("." + app + ".new"), AppJars.of(component, app, "1.0.0"));
        Files.move(fresh, apps.resolve(app + ".jar"), StandardCopyOption.ATOMIC_MOVE);
    }

    private String lineOf(String app) {
        return asked("app list")
                .lines()
                .filter(line -> line.startsWith(app + " "))
                .findFirst()
                .orElse("");
    }

    private String last(String app) {
        return asked("app log " + app + " 1");
    }

    private String asked(String words) {
        try {
            return container.ask(words);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void showTheirProgressToPeopleAlone() throws Exception {
        List<String> direct = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                container.home().resolve("lib/launcher.jar").toString(),
                "net.skywire.launcher.Control",
                container.home().resolve("data/control.sock").toString(),
                "progress",
                "/",
                "probe",
                "words");

        assertEquals(new Result(0, "/\n<words>\n", "looking\n"), result(process(new ProcessBuilder(direct))));
        assertEquals("", run("probe", "words").err());
    }

    private Result run(String command, String... words) throws Exception {
        return result(process(command(command, words)));
    }

    private ProcessBuilder command(String command, String... words) {
        List<String> all = new ArrayList<>(List.of(words));
        all.add(0, command);
        all.add(0, container.home().resolve("bin/skywire-osgi").toString());
        return new ProcessBuilder(all);
    }

    private Process process(ProcessBuilder builder) throws IOException {
        builder.directory(here.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        return builder.start();
    }

    private static Result result(Process process) throws Exception {
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(60, TimeUnit.SECONDS), err);
        return new Result(process.exitValue(), out, err);
    }
}
