package net.skywire.deploy.transaction;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import net.skywire.deploy.AppJars;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** Starts for ever, until it is interrupted. */
public final class HangingActivator implements BundleActivator {

    @Override
    public void start(BundleContext context) throws InterruptedException {
        new CountDownLatch(1).await();
    }

    @Override
    public void stop(BundleContext context) {}

    static byte[] jar(String symbolicName, String version) throws IOException {
        String file = HangingActivator.class.getName().replace('.', '/') + ".class";
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes);
                InputStream code = HangingActivator.class.getClassLoader().getResourceAsStream(file)) {
            zip.putNextEntry(new ZipEntry("META-INF/MANIFEST.MF"));
            zip.write(AppJars.manifest(
                            symbolicName,
                            version,
                            "Bundle-Activator: " + HangingActivator.class.getName(),
                            "Import-Package: org.osgi.framework")
                    .getBytes(StandardCharsets.UTF_8));
            zip.putNextEntry(new ZipEntry(file));
            code.transferTo(zip);
        }
        return bytes.toByteArray();
    }
}
