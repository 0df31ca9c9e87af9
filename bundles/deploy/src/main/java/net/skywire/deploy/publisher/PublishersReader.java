package net.skywire.deploy.publisher;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CRLException;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Reads the folder of publishers. What cannot be read there is a fault that costs nothing else, except where it may
 * hide that somebody is revoked: then nobody is trusted.
 */
public final class PublishersReader {

    /** Publishers, by file and by fingerprint together; and as many revoked ones, lists of CAs and authorities. */
    public static final int MAX_PUBLISHERS = 256;

    /** Bytes in a certificate's file. */
    static final int MAX_CERTIFICATE = 64 * 1024;

    /** Lines of {@code revoked} that are read. */
    static final int MAX_REVOKED = 10_000;

    static final String TRUSTED = "trusted";
    static final String REVOKED = "revoked";
    static final String TIME_STAMPING = "time-stamping";

    private static final int MAX_FILES = 4 * MAX_PUBLISHERS;

    private final Path folder;
    private final CertificateFactory factory = factory();
    private final List<Publisher> trusted = new ArrayList<>();
    private final List<X509Certificate> timeStamping = new ArrayList<>();
    private final Map<Fingerprint, String> revoked = new HashMap<>();
    private final Map<BigInteger, String> serials = new HashMap<>();
    private final Map<String, X509CRL> lists = new HashMap<>();
    private final List<String> faults = new ArrayList<>();
    private String closed;

    private PublishersReader(Path folder) {
        this.folder = folder;
    }

    /** Without such a folder there are none. */
    public static Publishers read(Path folder) {
        PublishersReader reader = new PublishersReader(folder);
        reader.readFolder();
        reader.readTrusted();
        reader.readRevoked();
        reader.readTimeStamping();
        return new Publishers(
                folder,
                reader.trusted,
                new Revocations(reader.revoked, reader.serials, reader.lists),
                reader.timeStamping,
                reader.faults,
                Optional.ofNullable(reader.closed));
    }

    static CertificateFactory factory() {
        try {
            return CertificateFactory.getInstance("X.509");
        } catch (CertificateException e) {
            throw new IllegalStateException("every Java has X.509", e);
        }
    }

    private void readFolder() {
        for (Path file : files(folder)) {
            String name = file.getFileName().toString();
            if (isCertificate(name)) {
                readPublisher(file);
            } else if (name.endsWith(".crl")) {
                readList(file);
            } else if (!List.of(TRUSTED, REVOKED, TIME_STAMPING, "README.txt").contains(name)) {
                faults.add(file + ": expected a name that ends in .pem, .crt or .crl, or trusted or revoked; ignored");
            }
        }
    }

    static boolean isCertificate(String name) {
        return name.endsWith(".pem") || name.endsWith(".crt");
    }

    /** In order; hidden ones are not meant for us. */
    private Collection<Path> files(Path of) {
        TreeSet<Path> files = new TreeSet<>();
        if (!Files.isDirectory(of)) {
            return files;
        }
        try (DirectoryStream<Path> all = Files.newDirectoryStream(of, file -> !isHidden(file))) {
            for (Path file : all) {
                files.add(file);
                if (files.size() > MAX_FILES) {
                    close(of + ": expected up to " + MAX_FILES + " files, got more");
                    return List.of();
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            close(of + ": expected a folder that can be read: " + e);
        }
        return files;
    }

    private static boolean isHidden(Path file) {
        return file.getFileName().toString().startsWith(".");
    }

    private void close(String reason) {
        closed = closed == null ? reason : closed;
    }

    private void readPublisher(Path file) {
        try {
            X509Certificate certificate = certificate(file);
            String name = file.getFileName().toString();
            String stem = name.substring(0, name.length() - ".pem".length());
            add(new Publisher(stem, Fingerprint.of(certificate), Optional.of(certificate)), file.toString());
        } catch (IOException | CertificateException e) {
            faults.add(file + ": " + reason(e) + "; ignored");
        }
    }

    private void add(Publisher publisher, String place) {
        if (trusted.size() < MAX_PUBLISHERS) {
            trusted.add(publisher);
        } else {
            faults.add(place + ": expected up to " + MAX_PUBLISHERS + " publishers, got one more; ignored");
        }
    }

    private X509Certificate certificate(Path file) throws IOException, CertificateException {
        return certificate(factory, ListFile.bytes(file, MAX_CERTIFICATE));
    }

    /** One and no more: who trusts a publisher does not trust all whom its CA vouches for. */
    static X509Certificate certificate(CertificateFactory factory, byte[] content) throws CertificateException {
        Collection<? extends Certificate> found = factory.generateCertificates(new ByteArrayInputStream(content));
        if (found.size() != 1) {
            throw new CertificateException("expected one certificate, got " + found.size());
        }
        return (X509Certificate) found.iterator().next();
    }

    private static String reason(Exception e) {
        return e.getMessage() == null || e instanceof java.nio.file.FileSystemException
                ? e.toString()
                : e.getMessage().lines().findFirst().orElse("");
    }

    private void readTrusted() {
        try {
            for (ListFile.Line line : ListFile.read(folder.resolve(TRUSTED))) {
                Optional<Fingerprint> fingerprint = Fingerprint.parse(line.word());
                if (fingerprint.isEmpty()) {
                    faults.add(line.place() + ": expected a SHA-256 fingerprint of 64 hex digits; ignored");
                } else {
                    String name = line.name().isEmpty() ? line.word().substring(0, 8) : line.name();
                    add(new Publisher(name, fingerprint.get(), Optional.empty()), line.place());
                }
            }
        } catch (IOException e) {
            faults.add(folder.resolve(TRUSTED) + ": " + reason(e) + "; ignored");
        }
    }

    private void readRevoked() {
        Path file = folder.resolve(REVOKED);
        try {
            List<ListFile.Line> lines = ListFile.read(file);
            if (lines.size() > MAX_REVOKED) {
                close(file + ": expected up to " + MAX_REVOKED + " lines, got " + lines.size());
            }
            lines.stream().limit(MAX_REVOKED).forEach(this::readRevoked);
        } catch (IOException e) {
            close(file + ": " + reason(e));
        }
    }

    private void readRevoked(ListFile.Line line) {
        Optional<Fingerprint> fingerprint = Fingerprint.parse(line.word());
        String serial = line.word().replace(":", "");
        if (fingerprint.isPresent()) {
            revoked.put(fingerprint.get(), line.place());
        } else if (serial.matches("[0-9a-fA-F]{1,40}")) {
            serials.put(new BigInteger(serial, 16), line.place());
        } else {
            faults.add(line.place() + ": expected a SHA-256 fingerprint or a serial number in hex; it revokes nobody");
        }
    }

    private void readList(Path file) {
        try {
            var content = new ByteArrayInputStream(ListFile.bytes(file, ListFile.MAX_LENGTH));
            lists.put(file.toString(), (X509CRL) factory.generateCRL(content));
        } catch (IOException | CRLException e) {
            close(file + ": expected a CRL that can be read: " + reason(e));
        }
    }

    private void readTimeStamping() {
        for (Path file : files(folder.resolve(TIME_STAMPING))) {
            try {
                timeStamping.add(certificate(file));
            } catch (IOException | CertificateException e) {
                faults.add(file + ": " + reason(e) + "; ignored");
            }
        }
    }
}
