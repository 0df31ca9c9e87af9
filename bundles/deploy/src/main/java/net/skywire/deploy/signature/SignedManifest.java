package net.skywire.deploy.signature;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import net.skywire.deploy.publisher.Shown;

/**
 * Makes sure of what Java leaves open: that the signature is over the manifest as a whole, headers of the bundle
 * included, and that nothing that was signed has been taken out.
 */
final class SignedManifest {

    private static final String WHOLE = "-Digest-Manifest";

    private SignedManifest() {}

    static void check(JarFile jar, SignatureFiles files) throws IOException, BadSignatureException {
        byte[] manifest = bytes(jar, JarFile.MANIFEST_NAME);
        Attributes list = new Manifest(new ByteArrayInputStream(bytes(jar, files.list()))).getMainAttributes();
        boolean any = false;
        for (Map.Entry<Object, Object> attribute : list.entrySet()) {
            String name = attribute.getKey().toString();
            if (name.endsWith(WHOLE)) {
                check(manifest, name.substring(0, name.length() - WHOLE.length()), (String) attribute.getValue());
                any = true;
            }
        }
        if (!any) {
            throw new BadSignatureException("expected a signature over the whole manifest, found no SHA-256" + WHOLE
                    + " in " + Shown.of(files.list()));
        }
        checkComplete(jar, new Manifest(new ByteArrayInputStream(manifest)));
    }

    private static byte[] bytes(JarFile jar, String name) throws IOException {
        try (InputStream in = jar.getInputStream(jar.getEntry(name))) {
            return in.readAllBytes();
        }
    }

    private static void check(byte[] manifest, String algorithm, String expected) throws BadSignatureException {
        if (Algorithms.isWeak(algorithm)) {
            throw new BadSignatureException("expected digests of SHA-256 or longer, got " + Shown.of(algorithm));
        }
        try {
            byte[] digest = MessageDigest.getInstance(algorithm).digest(manifest);
            if (!MessageDigest.isEqual(digest, Base64.getDecoder().decode(expected))) {
                throw new BadSignatureException("expected META-INF/MANIFEST.MF as it was signed, got another");
            }
        } catch (NoSuchAlgorithmException e) {
            throw new BadSignatureException("expected digests that Java knows, got " + Shown.of(algorithm));
        }
    }

    private static void checkComplete(JarFile jar, Manifest manifest) throws BadSignatureException {
        for (Map.Entry<String, Attributes> section : manifest.getEntries().entrySet()) {
            boolean signed = section.getValue().keySet().stream()
                    .anyMatch(name -> name.toString().endsWith("-Digest"));
            if (signed && jar.getEntry(section.getKey()) == null) {
                throw new BadSignatureException(
                        "expected " + Shown.of(section.getKey()) + ", which was signed, found no such entry");
            }
        }
    }
}
