package net.skywire.deploy.publisher;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Writes the folder of publishers, each file whole at once. */
final class PublisherFiles {

    private static final Pattern FILE_NAME = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N}_. -]*");

    private final Path folder;

    PublisherFiles(Path folder) {
        this.folder = folder;
    }

    /** @throws IOException if that is no name, or somebody has it */
    void add(String name, X509Certificate certificate) throws IOException {
        checkName(name);
        if (!FILE_NAME.matcher(name).matches()) {
            throw new IOException("expected a name of letters, digits and _ . - that can be a file's, got " + name);
        }
        try {
            byte[] base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encode(certificate.getEncoded());
            String text = new String(base64, StandardCharsets.US_ASCII);
            write(
                    folder.resolve(name + ".pem"),
                    "-----BEGIN CERTIFICATE-----\n" + text + "\n-----END CERTIFICATE-----\n");
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("a certificate that was read has its bytes", e);
        }
    }

    void add(String name, Fingerprint fingerprint) throws IOException {
        checkName(name);
        append(PublishersReader.TRUSTED, fingerprint + "  " + name);
    }

    void revoke(String name, Fingerprint fingerprint) throws IOException {
        append(PublishersReader.REVOKED, fingerprint + "  " + Shown.whole(name));
    }

    static void checkName(String name) throws IOException {
        if (name.isBlank() || name.length() > ListFile.MAX_NAME || !Shown.isFit(name)) {
            throw new IOException("expected a name of up to " + ListFile.MAX_NAME + " characters, got " + name.length()
                    + " or unfit ones");
        }
    }

    private void append(String file, String line) throws IOException {
        List<String> lines = lines(folder.resolve(file));
        lines.add(line);
        write(folder.resolve(file), String.join("\n", lines) + '\n');
    }

    private static List<String> lines(Path file) throws IOException {
        return Files.exists(file) ? new ArrayList<>(Files.readAllLines(file)) : new ArrayList<>();
    }

    /** Takes out whatever makes it trusted. */
    void remove(Publisher publisher) throws IOException {
        if (publisher.certificate().isPresent()) {
            Files.deleteIfExists(folder.resolve(publisher.name() + ".pem"));
            Files.deleteIfExists(folder.resolve(publisher.name() + ".crt"));
            return;
        }
        Predicate<String> is = line -> Fingerprint.parse(line.strip().split("\\s+")[0])
                .filter(publisher.fingerprint()::equals)
                .isPresent();
        List<String> lines = lines(folder.resolve(PublishersReader.TRUSTED));
        lines.removeIf(is);
        write(folder.resolve(PublishersReader.TRUSTED), lines.isEmpty() ? "" : String.join("\n", lines) + '\n');
    }

    private void write(Path file, String text) throws IOException {
        Files.createDirectories(folder);
        Path fresh = Files.writeString(folder.resolve("." + file.getFileName() + ".new"), text);
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
