package net.skywire.deploy.publisher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import net.skywire.deploy.LogLines;
import net.skywire.deploy.signature.Identity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A reader of publishers ... */
class PublishersReaderTest {

    private static final Identity ALICE = Identity.publisher("CN=Alice");
    private static final Identity BOB = Identity.publisher("CN=Bob");
    private static final Fingerprint ALICES = Fingerprint.of(ALICE.certificate());

    @TempDir
    Path folder;

    private void write(String name, byte[] content) throws Exception {
        Files.write(folder.resolve(name), content);
    }

    private void write(String name, String content) throws Exception {
        Files.writeString(folder.resolve(name), content);
    }

    private Publishers read() {
        return PublishersReader.read(folder);
    }

    private List<String> names() {
        return read().trusted().stream().map(Publisher::name).toList();
    }

    @Test
    void findsNobodyWhereThereIsNoFolder() {
        Publishers none = PublishersReader.read(folder.resolve("none"));

        assertEquals(
                new Publishers(
                        folder.resolve("none"), List.of(), Revocations.NONE, List.of(), List.of(), Optional.empty()),
                none);
    }

    @Test
    void readsCertificatesAndFingerprints() throws Exception {
        write("alice.pem", ALICE.pem());
        write("bob.crt", BOB.certificate().getEncoded());
        write("trusted", "AB".repeat(32) + "\tCarol C.\n" + "cd".repeat(32) + "\r\n");
        write("README.txt", "text");
        write(".hidden", "text");

        assertEquals(List.of("alice", "bob", "Carol C.", "cdcdcdcd"), names());
        assertEquals(List.of(), read().faults());
        assertEquals(Optional.of(ALICE.certificate()), read().trusted().get(0).certificate());
        assertEquals(ALICES, read().trusted().get(0).fingerprint());
    }

    @Test
    void namesWhatItCannotReadAndLosesNothingElse() throws Exception {
        write("alice.pem", ALICE.pem());
        write("broken.pem", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
        write("empty.crt", "");
        write("two.pem", new String(ALICE.pem()) + new String(BOB.pem()));
        write("bob.cer", BOB.pem());
        Files.createDirectory(folder.resolve("folder.pem"));
        write("trusted", "hello\n" + "ab".repeat(32) + " Carol\n");
        write("revoked", "hello Bob\n");
        Files.write(Files.createDirectory(folder.resolve("time-stamping")).resolve("x.pem"), new byte[1]);

        Publishers publishers = read();

        assertEquals(List.of("alice", "Carol"), names());
        assertEquals(Optional.empty(), publishers.closed());
        assertFault("bob.cer: expected a name that ends in .pem, .crt or .crl, or trusted or revoked; ignored", 0);
        assertFault("broken.pem: ", 1);
        assertFault("empty.crt: expected one certificate, got 0; ignored", 2);
        assertFault("folder.pem: ", 3);
        assertFault("two.pem: expected one certificate, got 2; ignored", 4);
        assertFault("trusted line 1: expected a SHA-256 fingerprint of 64 hex digits; ignored", 5);
        assertFault("revoked line 1: expected a SHA-256 fingerprint or a serial number in hex; it revokes nobody", 6);
        assertFault("time-stamping/x.pem: ", 7);
        assertEquals(8, publishers.faults().size());
        assertTrue(publishers.faults().stream().allMatch(fault -> fault.lines().count() == 1));
    }

    private void assertFault(String begin, int at) {
        String fault = read().faults().get(at);
        assertTrue(
                fault.startsWith(
                        folder.resolve("x").resolveSibling(begin).toString().stripTrailing()),
                fault);
    }

    @Test
    void logsWhatItCannotReadOnceUntilItIsAnother() throws Exception {
        try (LogLines log = new LogLines()) {
            PublishersFolder reader = new PublishersFolder(folder);
            write("a.pem", "");
            reader.read();
            reader.read();
            write("b.pem", "");
            reader.read();

            log.await("WARNING " + folder.resolve("a.pem: expected one certificate"));
            log.await("WARNING " + folder.resolve("b.pem: expected one certificate"));
            assertEquals(0, log.count(line -> true));
        }
    }

    @Test
    void readsAsManyPublishersAsItMay() throws Exception {
        write("alice.pem", ALICE.pem());
        StringBuilder lines = new StringBuilder();
        for (int number = 1; number < PublishersReader.MAX_PUBLISHERS; number++) {
            lines.append(String.format("%064x%n", number));
        }
        write("trusted", lines.toString());
        assertEquals(PublishersReader.MAX_PUBLISHERS, names().size());
        assertEquals(List.of(), read().faults());

        write("trusted", lines + "ff".repeat(32));
        assertEquals(PublishersReader.MAX_PUBLISHERS, names().size());
        assertFault("trusted line 256: expected up to 256 publishers, got one more; ignored", 0);
    }

    @Test
    void readsCertificatesOfUpToSoManyBytes() throws Exception {
        String pem = new String(ALICE.pem());
        write("alice.pem", "\n".repeat(PublishersReader.MAX_CERTIFICATE - pem.length()) + pem);
        write("bob.pem", "\n".repeat(PublishersReader.MAX_CERTIFICATE + 1 - pem.length()) + pem);

        assertEquals(List.of("alice"), names());
        assertFault("bob.pem: expected up to 65536 bytes, got more; ignored", 0);
    }

    @Test
    void trustsNobodyIfRevocationsAreTooMany() throws Exception {
        write("alice.pem", ALICE.pem());
        write("revoked", "ab\n".repeat(PublishersReader.MAX_REVOKED));
        assertEquals(Optional.empty(), read().closed());

        write("revoked", "ab\n".repeat(PublishersReader.MAX_REVOKED + 1));
        assertEquals(
                Optional.of(folder.resolve("revoked") + ": expected up to 10000 lines, got 10001"), read().closed());

        write("revoked", "#".repeat(ListFile.MAX_LENGTH));
        assertEquals(Optional.empty(), read().closed());
        write("revoked", "#".repeat(ListFile.MAX_LENGTH + 1));
        assertEquals(
                Optional.of(folder.resolve("revoked") + ": expected up to 1048576 bytes, got more"), read().closed());
    }

    @Test
    void trustsNobodyIfThereAreMoreFilesThanItReads() throws Exception {
        for (int number = 0; number < 1024; number++) {
            write("x" + number + ".pem", "");
        }
        assertEquals(Optional.empty(), read().closed());

        write("revoked", "");

        assertEquals(Optional.of(folder + ": expected up to 1024 files, got more"), read().closed());
    }

    @Test
    void takesAFingerprintAsToolsPrintIt() {
        assertEquals(
                Optional.of(ALICES),
                Fingerprint.parse(ALICES.hex().toUpperCase().replaceAll("(..)(?!$)", "$1:")));
        assertEquals(Optional.empty(), Fingerprint.parse(ALICES.hex().substring(1)));
        assertEquals(Optional.empty(), Fingerprint.parse(ALICES.hex() + "0"));
        assertEquals(Optional.empty(), Fingerprint.parse("x" + ALICES.hex().substring(1)));
    }
}
