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

/** Has a thread, called {@code worker-} and its version, which goes with it unless that is 1.0.0. */
public final class WorkingActivator implements BundleActivator, Runnable {

    static final String THREAD = "worker-";

    private Thread worker;

    @Override
    public void start(BundleContext context) {
        worker = new Thread(this, THREAD + context.getBundle().getVersion());
        worker.setDaemon(true);
        worker.start();
    }

    @Override
    public void run() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            // that is how it ends
        }
    }

    @Override
    public void stop(BundleContext context) throws InterruptedException {
        if (!context.getBundle().getVersion().toString().equals("1.0.0")) {
            worker.interrupt();
            worker.join();
        }
    }

    static byte[] jar(String symbolicName, String version) throws IOException {
        String file = WorkingActivator.class.getName().replace('.', '/') + ".class";
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes);
                InputStream code = WorkingActivator.class.getClassLoader().getResourceAsStream(file)) {
            zip.putNextEntry(new ZipEntry("META-INF/MANIFEST.MF"));
            zip.write(AppJars.manifest(
                            symbolicName,
                            version,
                            "Bundle-Activator: " + WorkingActivator.class.getName(),
                            "Import-Package: org.osgi.framework")
                    .getBytes(StandardCharsets.UTF_8));
            zip.putNextEntry(new ZipEntry(file));
            code.transferTo(zip);
        }
        return bytes.toByteArray();
    }
}
