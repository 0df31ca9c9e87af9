package net.skywire.itest;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import net.skywire.app.AppMain;
import net.skywire.app.HealthCheck;
import net.skywire.app.LoopHandler;
import org.osgi.framework.BundleActivator;

/** App bundles made of one class each. */
public final class AppJars {

    private AppJars() {}

    /**
     * @param version of the bundle, so that each jar can be another
     * @param headers of its manifest, in addition to the usual ones or in their place
     */
    public static byte[] of(Class<?> component, String app, String version, String... headers) throws IOException {
        return of(component, app, version, "1.0", headers);
    }

    /** As {@link #of}; the version is also the one that is shown of the app. */
    public static byte[] versioned(Class<?> component, String app, String version) throws IOException {
        return of(component, app, version, version, new String[0]);
    }

    private static byte[] of(Class<?> component, String app, String version, String shown, String[] headers)
            throws IOException {
        Manifest manifest = manifest(app, version);
        Attributes main = manifest.getMainAttributes();
        main.putValue("Import-Package", "net.skywire.app;version=\"[1,2)\"");
        main.putValue("Service-Component", "OSGI-INF/app.xml");
        for (String header : headers) {
            main.putValue(header.substring(0, header.indexOf(':')), header.substring(header.indexOf(':') + 2));
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JarOutputStream jar = new JarOutputStream(bytes, manifest)) {
            jar.putNextEntry(new JarEntry("OSGI-INF/app.xml"));
            jar.write(description(component, app, shown).getBytes(java.nio.charset.StandardCharsets.UTF_8));
            put(component, jar);
        }
        return bytes.toByteArray();
    }

    /** A bundle with an activator, which uses the packages of the host. */
    static byte[] activated(Class<? extends BundleActivator> activator, String symbolicName) throws IOException {
        Manifest manifest = manifest(symbolicName, "1.0.0");
        Attributes main = manifest.getMainAttributes();
        main.putValue("Bundle-Activator", activator.getName());
        main.putValue("Import-Package", "net.skywire.host;version=\"[1.1,2)\",org.osgi.framework");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JarOutputStream jar = new JarOutputStream(bytes, manifest)) {
            put(activator, jar);
        }
        return bytes.toByteArray();
    }

    private static void put(Class<?> type, JarOutputStream jar) throws IOException {
        String file = type.getName().replace('.', '/') + ".class";
        jar.putNextEntry(new JarEntry(file));
        try (InputStream code = type.getClassLoader().getResourceAsStream(file)) {
            code.transferTo(jar);
        }
    }

    /** A bundle that exports the package of its own name, which is empty. */
    static byte[] library(String symbolicName, String version) throws IOException {
        Manifest manifest = manifest(symbolicName, version);
        manifest.getMainAttributes().putValue("Export-Package", symbolicName + ";version=" + version);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JarOutputStream jar = new JarOutputStream(bytes, manifest)) {
            jar.putNextEntry(new JarEntry("content.txt"));
        }
        return bytes.toByteArray();
    }

    private static Manifest manifest(String symbolicName, String version) {
        Manifest manifest = new Manifest();
        Attributes main = manifest.getMainAttributes();
        main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        main.putValue("Bundle-ManifestVersion", "2");
        main.putValue("Bundle-SymbolicName", symbolicName);
        main.putValue("Bundle-Version", version);
        return manifest;
    }

    private static String description(Class<?> component, String app, String version) {
        StringBuilder services = new StringBuilder();
        for (Class<?> service : List.of(AppMain.class, LoopHandler.class, HealthCheck.class)) {
            if (service.isAssignableFrom(component)) {
                services.append("<provide interface=\"")
                        .append(service.getName())
                        .append("\"/>");
            }
        }
        return "<scr:component xmlns:scr=\"http://www.osgi.org/xmlns/scr/v1.3.0\" name=\"" + app + "\">"
                + "<property name=\"skywire.app.name\" value=\"" + app + "\"/>"
                + "<property name=\"skywire.app.version\" value=\"" + version + "\"/>"
                + "<service>" + services + "</service>"
                + "<implementation class=\"" + component.getName() + "\"/></scr:component>";
    }
}
