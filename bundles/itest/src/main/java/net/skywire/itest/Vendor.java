package net.skywire.itest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Signs apps as vendors do, with keytool and jarsigner of the JDK. */
public final class Vendor {

    /** Options for a certificate as it should be. */
    public static final String CODE_SIGNING = "-ext ExtendedKeyUsage=codeSigning -ext KeyUsage=digitalSignature";

    private static final String STORE = "-storepass secret -keystore";

    private final Path folder;
    private final Path store;
    private final String name;

    /** @param options of keytool for the certificate */
    public Vendor(Path folder, String name, String options) throws Exception {
        this.folder = folder;
        this.name = name;
        this.store = folder.resolve(name + ".p12");
        List<String> words = words("-genkeypair -keyalg EC -groupname secp256r1 -alias", name, options, STORE);
        words.addAll(List.of(store.toString(), "-dname", "CN=" + name));
        run("keytool", words);
    }

    /** A file with the certificate. */
    public Path certificate() throws Exception {
        Path file = folder.resolve(name + ".pem");
        List<String> words = words("-exportcert -rfc -alias", name, STORE);
        words.addAll(List.of(store.toString(), "-file", file.toString()));
        run("keytool", words);
        return file;
    }

    public byte[] sign(byte[] jar) throws Exception {
        Path file = Files.write(folder.resolve(name + ".jar"), jar);
        List<String> words = words(STORE);
        words.addAll(List.of(store.toString(), file.toString(), name));
        run("jarsigner", words);
        return Files.readAllBytes(file);
    }

    private static List<String> words(String... texts) {
        return new ArrayList<>(List.of(String.join(" ", texts).split(" +")));
    }

    private static void run(String tool, List<String> words) throws Exception {
        words.add(0, Path.of(System.getProperty("java.home"), "bin", tool).toString());
        String said = run(words);
        if (said.startsWith("keytool error") || said.startsWith("jarsigner error")) {
            throw new IOException(said);
        }
    }

    /** What a command says. */
    static String run(List<String> words) throws Exception {
        return run(Path.of(""), words);
    }

    /** What a command says that works in a folder. */
    static String run(Path where, List<String> words) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(words)
                .redirectErrorStream(true)
                .directory(where.toAbsolutePath().toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            throw new IOException("expected " + words + " to end");
        }
        return said;
    }
}
