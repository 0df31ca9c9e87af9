package net.skywire.pipe.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** Writes jars that describe apps; the classes are on the class path already. */
final class JarOfApp {

    static final String DESCRIPTION = "OSGI-INF/app.xml";

    private JarOfApp() {}

    /** A jar with one component. */
    static Path write(Path file, Class<?> type, String provided) throws IOException {
        return write(file, component(type.getName(), provided, ""));
    }

    static Path write(Path file, String description) throws IOException {
        Manifest manifest = manifest();
        manifest.getMainAttributes().putValue("Service-Component", DESCRIPTION);
        return write(file, manifest, description);
    }

    static Manifest manifest() {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Bundle-SymbolicName", "net.example.app;singleton:=true");
        manifest.getMainAttributes().putValue("Bundle-Version", "2.3.4.SNAPSHOT");
        return manifest;
    }

    static Path write(Path file, Manifest manifest, String description) throws IOException {
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(file), manifest)) {
            jar.putNextEntry(new JarEntry(DESCRIPTION));
            jar.write(description.getBytes(StandardCharsets.UTF_8));
            jar.closeEntry();
        }
        return file;
    }

    static String component(String implementation, String provided, String more) {
        return """
                <?xml version="1.0" encoding="UTF-8"?>
                <scr:component xmlns:scr="http://www.osgi.org/xmlns/scr/v1.3.0" name="app">
                  <property name="skywire.app.name" type="String" value="example"/>
                  <service><provide interface="%s"/></service>
                  <implementation class="%s"/>%s
                </scr:component>
                """.formatted(provided, implementation, more);
    }
}
