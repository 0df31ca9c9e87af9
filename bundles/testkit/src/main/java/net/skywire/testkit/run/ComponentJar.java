package net.skywire.testkit.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.skywire.app.AppMain;
import net.skywire.app.LoopHandler;

/** A jar that says of classes that they are components, as an app's jar does. The classes are not in it. */
final class ComponentJar {

    private static final String SERVICE_COMPONENT = "Service-Component";

    private ComponentJar() {}

    static void write(Path file, List<Class<?>> components) throws IOException {
        List<String> entries = components.stream()
                .map(type -> "OSGI-INF/" + type.getName() + ".xml")
                .toList();
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue(SERVICE_COMPONENT, String.join(",", entries));
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(file), manifest)) {
            for (int at = 0; at < entries.size(); at++) {
                jar.putNextEntry(new JarEntry(entries.get(at)));
                jar.write(description(components.get(at)).getBytes(StandardCharsets.UTF_8));
                jar.closeEntry();
            }
        }
    }

    private static String description(Class<?> component) {
        String services = Stream.of(AppMain.class, LoopHandler.class)
                .filter(service -> service.isAssignableFrom(component))
                .map(service -> "<provide interface=\"" + service.getName() + "\"/>")
                .collect(Collectors.joining());
        return """
                <scr:component xmlns:scr="http://www.osgi.org/xmlns/scr/v1.3.0" name="%s">
                  <service>%s</service>
                  <implementation class="%s"/>
                </scr:component>
                """.formatted(component.getName(), services, component.getName());
    }
}
