package net.skywire.deploy.signature;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import jdk.security.jarsigner.JarSigner;

/** Jars, signed as jarsigner does, and what others make of them. */
public final class SignedJars {

    private SignedJars() {}

    /** With the key under the name TEST. */
    public static byte[] sign(byte[] jar, Identity identity) {
        return sign(jar, identity, "TEST", builder -> {});
    }

    static byte[] sign(byte[] jar, Identity identity, String name, Consumer<JarSigner.Builder> more) {
        try {
            Path file = Files.createTempFile("to-sign", ".jar");
            try (ZipFile zip = new ZipFile(Files.write(file, jar).toFile())) {
                JarSigner.Builder builder = new JarSigner.Builder(identity.key(), identity.path()).signerName(name);
                more.accept(builder);
                ByteArrayOutputStream signed = new ByteArrayOutputStream();
                builder.build().sign(zip, signed);
                return signed.toByteArray();
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The same jar with its entries as {@code change} makes them. */
    public static byte[] edit(byte[] jar, Consumer<Map<String, byte[]>> change) {
        try {
            Map<String, byte[]> entries = new LinkedHashMap<>();
            try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(jar))) {
                for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                    entries.put(entry.getName(), in.readAllBytes());
                }
            }
            change.accept(entries);
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (ZipOutputStream out = new ZipOutputStream(bytes)) {
                for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                    out.putNextEntry(new ZipEntry(entry.getKey()));
                    out.write(entry.getValue());
                }
            }
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void replace(Map<String, byte[]> entries, String name, String before, String after) {
        String text = new String(entries.get(name), StandardCharsets.ISO_8859_1);
        if (!text.contains(before)) {
            throw new IllegalStateException("expected " + before + " in " + text);
        }
        entries.put(name, text.replace(before, after).getBytes(StandardCharsets.ISO_8859_1));
    }
}
