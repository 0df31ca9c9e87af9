package net.skywire.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.osgi.framework.Constants;

/** Makes the bundles that tests put into a product's folder. */
final class BundleJars {

    private BundleJars() {}

    /** A bundle of the activator's class and no other, with further headers. */
    static void write(Path folder, String name, Class<?> activator, Map<String, String> headers) throws IOException {
        Manifest manifest = new Manifest();
        Attributes main = manifest.getMainAttributes();
        main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        main.putValue(Constants.BUNDLE_MANIFESTVERSION, "2");
        main.putValue(Constants.BUNDLE_SYMBOLICNAME, name);
        main.putValue(Constants.BUNDLE_ACTIVATOR, activator.getName());
        main.putValue(Constants.IMPORT_PACKAGE, "org.osgi.framework");
        headers.forEach(main::putValue);
        String entry = activator.getName().replace('.', '/') + ".class";
        Files.createDirectories(folder);
        try (OutputStream file = Files.newOutputStream(folder.resolve(name + ".jar"));
                JarOutputStream jar = new JarOutputStream(file, manifest);
                InputStream type = activator.getClassLoader().getResourceAsStream(entry)) {
            jar.putNextEntry(new JarEntry(entry));
            type.transferTo(jar);
        }
    }
}
