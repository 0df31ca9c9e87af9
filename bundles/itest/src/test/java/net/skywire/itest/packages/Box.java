package net.skywire.itest.packages;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/**
 * A Debian of its own for a test: with its own processes and mounts, and what is changed in it is in memory. All that runs in it ends with
 * it. No systemd runs in it.
 */
final class Box implements AutoCloseable {

    /** Of the tree that is kept, and the folder where the box is. */
    private static final String SETUP = """
            set -eu
            mount -t tmpfs tmpfs "$2"
            cd "$2"
            mkdir above work root
            mount -t overlay -o lowerdir="$1",upperdir=above,workdir=work overlay root
            mount --rbind /dev root/dev
            mount -t proc proc root/proc
            mount -t tmpfs tmpfs root/run
            mkdir root/given
            mount --bind "$3" root/given
            exec chroot root sh -c 'echo ready; exec sleep infinity'
            """;

    private final Path box;
    private final Path given;
    private final Process outside;
    private final String first;

    Box(Path folder) throws IOException {
        box = Files.createDirectory(folder.resolve("box"));
        given = Files.createDirectory(folder.resolve("given"));
        outside = new ProcessBuilder(
                        "unshare",
                        "--mount",
                        "--pid",
                        "--fork",
                        "--kill-child",
                        "sh",
                        "-c",
                        SETUP,
                        "sh",
                        System.getProperty("packages.tree"),
                        box.toString(),
                        given.toString())
                .redirectErrorStream(true)
                .start();
        assertEquals("ready", outside.inputReader().readLine());
        first = Long.toString(outside.children().findFirst().orElseThrow().pid());
    }

    /** A folder that is {@code /given} inside. */
    Path given() {
        return given;
    }

    /** Installs a package as unattended upgrades do: settings that were changed stay. */
    String install(Path deb) throws IOException, InterruptedException {
        Files.copy(deb, given.resolve("new.deb"), StandardCopyOption.REPLACE_EXISTING);
        return well("DEBIAN_FRONTEND=noninteractive dpkg --force-confold -i /given/new.deb");
    }

    /** Mounts an empty disk, in memory, and makes the folder for it. */
    void mount(String folder) throws IOException, InterruptedException {
        String outside = box.resolve("root") + folder;
        Ran.of(List.of("nsenter", "-t", first, "-m", "mount", "--mkdir", "-t", "tmpfs", "disk", outside))
                .well();
    }

    Ran run(String script) throws IOException, InterruptedException {
        return Ran.of(words(script));
    }

    String well(String script) throws IOException, InterruptedException {
        return run(script).well();
    }

    /** As the user of the service. */
    Ran asService(String script) throws IOException, InterruptedException {
        return run("exec runuser -u skywire-osgi -- sh -c '" + script.replace("'", "'\\''") + "'");
    }

    /** What still runs; close it. */
    Process start(String script) throws IOException {
        return new ProcessBuilder(words(script)).redirectErrorStream(true).start();
    }

    private List<String> words(String script) {
        List<String> words = new ArrayList<>(List.of("nsenter", "-t", first, "-m", "-p", "-r", "-w", "env", "-i"));
        words.addAll(List.of("HOME=/root", "PATH=/usr/sbin:/usr/bin:/sbin:/bin", "sh", "-c", script));
        return words;
    }

    @Override
    public void close() {
        outside.destroyForcibly().onExit().join();
    }
}
