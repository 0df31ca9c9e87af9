package net.skywire.verify;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import net.skywire.deploy.RefusedException;
import net.skywire.deploy.jar.AppBundleJar;
import net.skywire.deploy.publisher.PublishersFolder;

/** Gives a jar to a container on this machine, as its operator would, and says each thing that it does. */
final class HandOver {

    private static final Duration LONGEST_DEPLOYMENT = Duration.ofSeconds(15);
    private static final int NOT_RUNNING = 3;

    private final Path home;
    private final Options options;
    private final PrintStream out;

    /** @throws IOException if there is no container */
    HandOver(Options options, PrintStream out) throws IOException {
        this.home = options.container().orElseThrow().toAbsolutePath().normalize();
        this.options = options;
        this.out = out;
        if (!Files.isExecutable(command())) {
            throw new IOException("expected a container's folder with bin/skywire-osgi, got " + home);
        }
    }

    private Path command() {
        return home.resolve("bin/skywire-osgi");
    }

    /**
     * Comes back when the container has taken it, or has not.
     *
     * @param apps their names
     * @return whether it is at work, or will be when the container starts
     */
    boolean give(Collection<String> apps) throws IOException {
        if (options.publisher().isPresent()) {
            trust(options.publisher().get());
        }
        letIn(apps);
        Path place = place();
        Path fresh = place.resolveSibling("." + place.getFileName() + ".new");
        Files.copy(options.jar(), fresh, StandardCopyOption.REPLACE_EXISTING);
        Files.move(fresh, place, StandardCopyOption.ATOMIC_MOVE);
        out.println("copied to " + place);
        return await(apps, place.getFileName().toString());
    }

    private void trust(Path certificate) throws IOException {
        Path folder = home.resolve("conf/publishers");
        if (new PublishersFolder(folder).read().find(read(certificate)).isPresent()) {
            return;
        }
        Command.Answer answer = Command.run(
                command(), "publishers", "add", certificate.toAbsolutePath().toString());
        out.println("trusted " + certificate + ": " + answer.text());
        if (answer.code() != 0) {
            throw new IOException(
                    "expected " + certificate + " to be added to the publishers, got exit code " + answer.code());
        }
    }

    private static X509Certificate read(Path certificate) throws IOException {
        try (InputStream in = new FileInputStream(certificate.toFile())) {
            return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
        } catch (CertificateException e) {
            throw new IOException(certificate + ": expected a certificate, got " + e.getMessage(), e);
        }
    }

    /** Puts them on the node's list, unless they are there. */
    private void letIn(Collection<String> apps) throws IOException {
        Path file = home.resolve("conf/skywire-config.json");
        String before = Files.readString(file);
        String text = before;
        for (String app : apps) {
            try {
                text = new AppList(text).with(app, options.arguments());
            } catch (IOException e) {
                throw new IOException(file + ": " + e.getMessage(), e);
            }
        }
        if (text.equals(before)) {
            return;
        }
        Path fresh = file.resolveSibling(".skywire-config.json.new");
        Files.copy(file, fresh, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
        Files.writeString(fresh, text);
        Command.Answer check = Command.run(command(), "check-config", fresh.toString());
        if (check.code() != 0) {
            Files.delete(fresh);
            throw new IOException("expected to let in " + apps + ", got " + check.text());
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        out.println("let in " + String.join(", ", apps) + " by " + file);
    }

    /** The file that has this bundle already, or else a new one. */
    private Path place() throws IOException {
        AppBundleJar jar = AppBundleJar.read(options.jar());
        Path folder = Files.createDirectories(home.resolve("apps"));
        try (DirectoryStream<Path> jars = Files.newDirectoryStream(folder, "[!.]*.jar")) {
            for (Path each : jars) {
                if (symbolicName(each).equals(Optional.of(jar.symbolicName()))) {
                    return each;
                }
            }
        }
        return folder.resolve(jar.symbolicName() + ".jar");
    }

    private static Optional<String> symbolicName(Path jar) {
        try {
            return Optional.of(AppBundleJar.read(jar).symbolicName());
        } catch (RefusedException e) {
            return Optional.empty();
        }
    }

    private boolean await(Collection<String> apps, String file) throws IOException {
        long deadline = System.nanoTime() + LONGEST_DEPLOYMENT.toNanos();
        while (true) {
            Command.Answer status = Command.run(command(), "status");
            if (status.code() == NOT_RUNNING) {
                out.println("the container does not run: " + command() + " start");
                return true;
            }
            List<String> lines = status.text()
                    .lines()
                    .filter(line -> concerns(line, apps, file))
                    .toList();
            boolean refused = lines.stream().anyMatch(line -> line.contains("refused") || line.contains(" failed "));
            long running = lines.stream()
                    .filter(line -> line.contains(" running ") || line.contains(" stopped "))
                    .count();
            if (refused || running == apps.size() || System.nanoTime() > deadline) {
                lines.forEach(out::println);
                return !refused && running == apps.size();
            }
        }
    }

    private static boolean concerns(String line, Collection<String> apps, String file) {
        return line.contains(file) || apps.contains(line.split(" ", 2)[0]);
    }
}
