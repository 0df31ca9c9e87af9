package net.skywire.launcher;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.connect.ConnectModule;
import org.osgi.framework.connect.ModuleConnector;

/**
 * Gives bundles that are on the class path the class loader of the launcher. The JVM takes such classes from an archive,
 * parsed and verified, which it does not with a loader of their own.
 */
final class ClassPathBundles implements ModuleConnector {

    private static final String REFERENCE = "reference:";

    private final Set<String> locations;

    private ClassPathBundles(Set<String> locations) {
        this.locations = locations;
    }

    /** Those that the launcher's jar has on its class path; none if the launcher is no jar. */
    static ClassPathBundles ofLauncher() throws IOException {
        Path launcher = Path.of(System.getProperty("java.class.path").split(File.pathSeparator)[0])
                .toAbsolutePath();
        if (!launcher.toString().endsWith(".jar") || !launcher.toFile().isFile()) {
            return new ClassPathBundles(Set.of());
        }
        try (JarFile jar = new JarFile(launcher.toFile(), false)) {
            String path = jar.getManifest().getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
            return new ClassPathBundles(Stream.of(path.split(" "))
                    .map(launcher::resolveSibling)
                    .map(file -> file.normalize().toUri().toString())
                    .collect(Collectors.toUnmodifiableSet()));
        }
    }

    /** By which the framework is to install a jar. */
    String location(Path jar) {
        String uri = jar.toUri().toString();
        return locations.contains(uri) ? uri : REFERENCE + uri;
    }

    @Override
    public void initialize(File storage, Map<String, String> configuration) {
        // keeps nothing
    }

    @Override
    public Optional<ConnectModule> connect(String location) {
        if (!locations.contains(location)) {
            return Optional.empty();
        }
        JarOnClassPath jar = new JarOnClassPath(Path.of(URI.create(location)));
        return Optional.of(() -> jar);
    }

    @Override
    public Optional<BundleActivator> newBundleActivator() {
        return Optional.empty();
    }
}
