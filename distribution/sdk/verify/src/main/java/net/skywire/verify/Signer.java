package net.skywire.verify;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Signs a jar with the JDK's own tools, as {@code docs/vendors/signing.md} tells to. The key for development is made
 * when it is first needed; any other has to be there. For Maven's use, in the parent of vendors' projects.
 */
public final class Signer {

    static final String DEVELOPMENT = "development";

    /** The variable with the key store's password. */
    static final String PASSWORD = "SKYWIRE_STOREPASS";

    private static final String NEW_KEY = "-genkeypair -storetype PKCS12 -keyalg EC -groupname secp384r1 -validity 3650"
            + " -ext KeyUsage=digitalSignature -ext ExtendedKeyUsage=codeSigning";
    private static final String USAGE = "usage: Signer KEYSTORE ALIAS APP.jar CERTIFICATE.pem [TIME-STAMPING-URL]";

    private final Path store;
    private final String alias;
    private final Optional<String> password;
    private final PrintStream out;

    /** @param password of the key store; without one, that of the key for development */
    Signer(Path store, String alias, Optional<String> password, PrintStream out) {
        this.store = store;
        this.alias = alias;
        this.password = password;
        this.out = out;
    }

    /** @param args as in the usage */
    public static void main(String[] args) {
        List<String> words = Arrays.stream(args).filter(word -> !word.isBlank()).toList();
        if (words.size() != 4 && words.size() != 5) {
            System.err.println(USAGE);
            System.exit(2);
        }
        try {
            Optional<String> password = Optional.ofNullable(System.getenv(PASSWORD));
            Signer signer = new Signer(Path.of(words.get(0)), words.get(1), password, System.out);
            signer.sign(
                    Path.of(words.get(2)),
                    Path.of(words.get(3)),
                    words.stream().skip(4).findFirst());
        } catch (IOException e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }

    /**
     * Signs the jar where it is.
     *
     * @param certificate a file that gets the signer's
     * @param authority of time stamps, a URL; empty for none
     */
    void sign(Path jar, Path certificate, Optional<String> authority) throws IOException {
        if (!Files.exists(store)) {
            make();
        }
        List<String> words = new ArrayList<>(List.of("-keystore", store.toString(), "-storepass:env", PASSWORD));
        authority.ifPresent(url -> words.addAll(List.of("-tsa", url)));
        words.addAll(List.of(jar.toString(), alias));
        run("jarsigner", words);
        Files.deleteIfExists(certificate);
        run(
                "keytool",
                List.of(
                        "-exportcert",
                        "-rfc",
                        "-alias",
                        alias,
                        "-keystore",
                        store.toString(),
                        "-storepass:env",
                        PASSWORD,
                        "-file",
                        certificate.toString()));
        out.println("signed " + jar.getFileName() + " as " + alias + " of " + store);
    }

    private void make() throws IOException {
        if (!alias.equals(DEVELOPMENT)) {
            throw new IOException("expected a key store with the key " + alias + ", found no " + store);
        }
        Path folder = store.toAbsolutePath().getParent();
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
        String name = "CN=Development key of " + System.getProperty("user.name").replaceAll("[^\\w.-]", "_");
        List<String> words = new ArrayList<>(List.of(NEW_KEY.split(" ")));
        words.addAll(
                List.of("-alias", alias, "-keystore", store.toString(), "-storepass:env", PASSWORD, "-dname", name));
        run("keytool", words);
        Files.setPosixFilePermissions(store, PosixFilePermissions.fromString("rw-------"));
        out.println("made a key for development, " + name + ", valid for ten years, in " + store
                + "; who can read that file can sign as you: use another key for what you publish");
    }

    private void run(String tool, List<String> words) throws IOException {
        Path program = Path.of(System.getProperty("java.home"), "bin", tool);
        if (!Files.isExecutable(program)) {
            throw new IOException("expected a JDK, found no " + program);
        }
        ProcessBuilder builder = new ProcessBuilder();
        builder.environment().put(PASSWORD, password.orElse(DEVELOPMENT));
        Command.Answer answer = Command.run(builder, program, words.toArray(String[]::new));
        if (answer.code() != 0) {
            throw new IOException(tool + ": " + answer.text());
        }
    }
}
