package net.skywire.deploy.publisher;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/** The command {@code publishers} of {@code bin/skywire-osgi}. The container need not run; what is changed counts at once. */
public final class PublishersCommand {

    private static final int DONE = 0;
    private static final int FAILED = 1;
    private static final int WRONG_USAGE = 2;

    private static final String USAGE = """
            usage: skywire-osgi publishers
                   skywire-osgi publishers add FILE [NAME]
                   skywire-osgi publishers add FINGERPRINT [NAME]
                   skywire-osgi publishers remove NAME | FINGERPRINT
                   skywire-osgi publishers revoke NAME | FINGERPRINT | FILE

              Says and changes whose apps are taken: those that a publisher in conf/publishers has signed, or somebody
              for whom a CA there vouches. It counts at once, for apps that are deployed from then on.

              (nothing)  show them, a line each
              add        trust the publisher, or the CA, whose certificate is in FILE, or has this SHA-256 fingerprint;
                         NAME is how you call it
              remove     trust it no longer
              revoke     trust it never again, whoever vouches for it. Of a publisher on file, or whose certificate is
                         in FILE, it is the key that counts no more; a fingerprint may be a certificate's or a key's

            exit codes: 0 done, 1 not done, 2 wrong usage
            """;

    private final Path folder;
    private final PublisherFiles files;
    private final PrintStream out;
    private final PrintStream err;

    PublishersCommand(Path folder, PrintStream out, PrintStream err) {
        this.folder = folder;
        this.files = new PublisherFiles(folder);
        this.out = out;
        this.err = err;
    }

    /** @param args the product's folder, {@code publishers}, and its arguments */
    public static void main(String[] args) {
        Path folder = Path.of(args[0], "conf", "publishers");
        System.exit(new PublishersCommand(folder, System.out, System.err)
                .run(List.of(args).subList(2, args.length)));
    }

    int run(List<String> args) {
        if (args.contains("--help") || args.contains("-h")) {
            out.print(USAGE);
            return DONE;
        }
        try {
            return dispatch(args);
        } catch (IOException e) {
            err.println("skywire-osgi: " + e.getMessage());
            return FAILED;
        }
    }

    private int dispatch(List<String> args) throws IOException {
        String command = args.isEmpty() || args.equals(List.of("list")) ? "list" : args.get(0);
        int most = command.equals("add") ? 3 : 2;
        if (command.equals("list")) {
            list();
        } else if (args.size() < 2 || args.size() > most) {
            return usage();
        } else {
            switch (command) {
                case "add" -> add(args.get(1), args.size() > 2 ? Optional.of(args.get(2)) : Optional.empty());
                case "remove" -> remove(args.get(1));
                case "revoke" -> revoke(args.get(1));
                default -> {
                    return usage();
                }
            }
        }
        return DONE;
    }

    private int usage() {
        err.print(USAGE);
        return WRONG_USAGE;
    }

    private Publishers read() {
        return PublishersReader.read(folder);
    }

    private void list() {
        Publishers publishers = read();
        int width = publishers.trusted().stream()
                .mapToInt(publisher -> publisher.name().length())
                .max()
                .orElse(0);
        String row = "%-" + Math.max(width, 4) + "s  %-64s  %-11s  %s%n";
        out.printf(row, "NAME", "FINGERPRINT", "VALID UNTIL", "KIND");
        for (Publisher publisher : publishers.trusted()) {
            Optional<X509Certificate> certificate = publisher.certificate();
            out.printf(row, publisher.name(), publisher.fingerprint(), until(certificate), kind(publisher, publishers));
        }
        if (publishers.trusted().isEmpty()) {
            out.println("nobody is trusted: publishers add FILE or FINGERPRINT");
        }
        publishers.closed().ifPresent(reason -> err.println("skywire-osgi: nobody can be trusted, " + reason));
        publishers.faults().forEach(fault -> err.println("skywire-osgi: " + fault));
    }

    private static String until(Optional<X509Certificate> certificate) {
        return certificate
                .map(found -> found.getNotAfter().toInstant().toString().substring(0, 10))
                .orElse("-");
    }

    private static String kind(Publisher publisher, Publishers publishers) {
        if (publishers
                .revocations()
                .placeOf(publisher.fingerprint(), publisher.certificate())
                .isPresent()) {
            return "revoked";
        }
        return publisher
                .certificate()
                .map(certificate -> certificate.getBasicConstraints() >= 0 ? "CA" : "publisher")
                .orElse("fingerprint");
    }

    private void add(String what, Optional<String> name) throws IOException {
        Optional<Fingerprint> fingerprint = Fingerprint.parse(what);
        if (fingerprint.isPresent() && !Files.exists(Path.of(what))) {
            String called = name.orElse(fingerprint.get().hex().substring(0, 8));
            checkNew(called, fingerprint.get(), Optional.empty());
            files.add(called, fingerprint.get());
            out.println("added " + called);
        } else {
            X509Certificate certificate = certificate(Path.of(what));
            String called = name.orElseGet(() -> stem(Path.of(what)));
            checkNew(called, Fingerprint.of(certificate), Optional.of(certificate));
            files.add(called, certificate);
            out.println("added " + called + ", " + Shown.subject(certificate) + " with SHA-256 fingerprint "
                    + Fingerprint.of(certificate));
        }
    }

    private static X509Certificate certificate(Path file) throws IOException {
        if (!Files.exists(file)) {
            throw new IOException(
                    "expected a file with a certificate, or a SHA-256 fingerprint of 64 hex digits, got " + file);
        }
        try {
            byte[] content = ListFile.bytes(file, PublishersReader.MAX_CERTIFICATE);
            return PublishersReader.certificate(PublishersReader.factory(), content);
        } catch (CertificateException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
    }

    private static String stem(Path file) {
        return file.getFileName().toString().replaceFirst("\\.[^.]*$", "");
    }

    private void checkNew(String name, Fingerprint fingerprint, Optional<X509Certificate> certificate)
            throws IOException {
        Publishers present = read();
        for (Publisher publisher : present.trusted()) {
            if (publisher.name().equals(name) || publisher.fingerprint().equals(fingerprint)) {
                throw new IOException("there is " + publisher.name() + " already, with SHA-256 fingerprint "
                        + publisher.fingerprint());
            }
        }
        if (present.trusted().size() >= PublishersReader.MAX_PUBLISHERS) {
            throw new IOException("expected up to " + PublishersReader.MAX_PUBLISHERS + " publishers, got one more");
        }
        Optional<String> place = present.revocations().placeOf(fingerprint, certificate);
        if (place.isPresent()) {
            throw new IOException("expected one that is not revoked, this is, by " + place.get());
        }
    }

    private void remove(String which) throws IOException {
        List<Publisher> found = named(which);
        if (found.isEmpty()) {
            throw new IOException("expected the name or the fingerprint of a publisher, got " + which);
        }
        for (Publisher publisher : found) {
            files.remove(publisher);
            out.println("removed " + publisher.name());
        }
    }

    private List<Publisher> named(String which) {
        Optional<Fingerprint> fingerprint = Fingerprint.parse(which);
        return read().trusted().stream()
                .filter(publisher -> publisher.name().equals(which)
                        || Optional.of(publisher.fingerprint()).equals(fingerprint))
                .toList();
    }

    private void revoke(String which) throws IOException {
        List<Publisher> found = named(which);
        Optional<Fingerprint> fingerprint = Fingerprint.parse(which);
        for (Publisher publisher : found) {
            if (publisher.certificate().isPresent()) {
                revokeKey(publisher.certificate().get());
            } else {
                revoke(publisher.name(), publisher.fingerprint());
            }
        }
        if (found.isEmpty() && fingerprint.isPresent()) {
            revoke("", fingerprint.get());
        } else if (found.isEmpty() && !Files.exists(Path.of(which))) {
            throw new IOException(
                    "expected the name or the fingerprint of a publisher, or a file with a certificate, got " + which);
        } else if (found.isEmpty()) {
            revokeKey(certificate(Path.of(which)));
        }
    }

    private void revokeKey(X509Certificate certificate) throws IOException {
        String subject = Shown.subject(certificate);
        files.revoke(subject, Fingerprint.ofKey(certificate));
        out.println("revoked " + Fingerprint.ofKey(certificate) + ", the key of " + subject);
    }

    private void revoke(String name, Fingerprint fingerprint) throws IOException {
        files.revoke(name, fingerprint);
        out.println("revoked " + fingerprint);
    }
}
