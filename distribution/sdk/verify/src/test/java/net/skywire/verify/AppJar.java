package net.skywire.verify;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;

/** A jar with one app, as a vendor's build makes it. */
final class AppJar {

    static final String API = "net.skywire.app;version=\"[1.0,2)\"";

    private final Class<?> component;
    private final Map<String, String> headers = new TreeMap<>();

    AppJar(Class<?> component) {
        this.component = component;
        headers.put("Manifest-Version", "1.0");
        headers.put("Bundle-ManifestVersion", "2");
        headers.put("Bundle-SymbolicName", "com.example.chat");
        headers.put("Bundle-Version", "1.0.0");
        headers.put("Import-Package", API);
        headers.put("Service-Component", "OSGI-INF/app.xml");
    }

    AppJar header(String name, String value) {
        headers.put(name, value);
        return this;
    }

    Path write(Path file) throws IOException {
        Manifest manifest = new Manifest();
        headers.forEach(manifest.getMainAttributes()::putValue);
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(file), manifest)) {
            jar.putNextEntry(new JarEntry("OSGI-INF/app.xml"));
            jar.write(description().getBytes(StandardCharsets.UTF_8));
            String code = component.getName().replace('.', '/') + ".class";
            jar.putNextEntry(new JarEntry(code));
            try (InputStream in = component.getClassLoader().getResourceAsStream(code)) {
                in.transferTo(jar);
            }
        }
        return file;
    }

    private String description() {
        String services = Arrays.stream(component.getInterfaces())
                .map(service -> "<provide interface=\"" + service.getName() + "\"/>")
                .collect(Collectors.joining());
        return "<scr:component xmlns:scr=\"http://www.osgi.org/xmlns/scr/v1.3.0\" name=\"chat\">"
                + "<property name=\"skywire.app.name\" value=\"chat\"/><service>" + services + "</service>"
                + "<implementation class=\"" + component.getName() + "\"/></scr:component>";
    }

    /** The same jar with one byte more in each of its entries but the signature's: whole, and another. */
    static Path changed(Path jar, Path file) throws IOException {
        try (JarFile in = new JarFile(jar.toFile());
                JarOutputStream out = new JarOutputStream(Files.newOutputStream(file))) {
            for (var entry : (Iterable<JarEntry>) in.stream()::iterator) {
                out.putNextEntry(new JarEntry(entry.getName()));
                in.getInputStream(entry).transferTo(out);
                if (!entry.getName().startsWith("META-INF/") && !entry.isDirectory()) {
                    out.write('\n');
                }
            }
        }
        return file;
    }
}
