package net.skywire.repository.index;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import net.skywire.deploy.publisher.Shown;
import org.apache.felix.utils.resource.ResourceBuilder;
import org.osgi.framework.BundleException;
import org.osgi.resource.Resource;

/** What a jar says of itself. */
public final class BundleManifest {

    /** Bytes in a manifest. */
    static final int MAX_LENGTH = 1024 * 1024;

    private BundleManifest() {}

    /** @throws IOException if there is none, or not of a bundle */
    public static Map<String, String> headers(Path jar) throws IOException {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            ZipEntry entry = zip.getEntry(JarFile.MANIFEST_NAME);
            if (entry == null) {
                throw new IOException("expected a bundle, found no " + JarFile.MANIFEST_NAME + " in " + jar);
            }
            Map<String, String> headers = new HashMap<>();
            new Manifest(new ByteArrayInputStream(bytes(zip, entry)))
                    .getMainAttributes()
                    .forEach((name, value) -> headers.put(name.toString(), value.toString()));
            return headers;
        }
    }

    private static byte[] bytes(ZipFile zip, ZipEntry entry) throws IOException {
        try (InputStream in = zip.getInputStream(entry)) {
            byte[] bytes = in.readNBytes(MAX_LENGTH + 1);
            if (bytes.length > MAX_LENGTH) {
                throw new IOException("expected a manifest of up to " + MAX_LENGTH + " bytes, got more");
            }
            return bytes;
        }
    }

    /** Its capabilities and requirements. */
    public static Resource resource(Path jar) throws IOException {
        return resource(jar.getFileName().toString(), headers(jar));
    }

    static Resource resource(String name, Map<String, String> headers) throws IOException {
        try {
            return ResourceBuilder.build(null, headers);
        } catch (BundleException e) {
            throw new IOException("expected a bundle, got " + name + ": " + Shown.of("" + e.getMessage()), e);
        }
    }
}
