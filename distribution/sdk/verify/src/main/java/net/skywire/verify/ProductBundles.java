package net.skywire.verify;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.osgi.framework.Version;

/** The bundles of a node, which are in this program's jar. */
final class ProductBundles {

    /** Those whose packages come from this program's class path, so that it can talk to what runs. */
    private static final Set<String> SHARED = Set.of("app.jar", "host.jar");

    private final List<Path> jars;

    private ProductBundles(List<Path> jars) {
        this.jars = List.copyOf(jars);
    }

    /** @param folder where to put them */
    static ProductBundles unpack(Path folder) throws IOException {
        List<Path> jars = new ArrayList<>();
        for (String name : read("list").lines().filter(line -> !line.isBlank()).toList()) {
            try (InputStream in = open(name)) {
                Path jar = folder.resolve(name);
                Files.copy(in, jar);
                jars.add(jar);
            }
        }
        return new ProductBundles(jars);
    }

    private static String read(String name) throws IOException {
        try (InputStream in = open(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static InputStream open(String name) throws IOException {
        InputStream in = ProductBundles.class.getResourceAsStream("/bundles/" + name);
        if (in == null) {
            throw new IOException("expected bundles/" + name + " in this program's jar, found none");
        }
        return in;
    }

    List<Path> jars() {
        return jars;
    }

    /** The packages to be shared, as a framework is told of them. */
    String sharedPackages() throws IOException {
        List<String> packages = new ArrayList<>();
        for (Path jar : jars) {
            if (SHARED.contains(jar.getFileName().toString())) {
                packages.addAll(AppManifest.of(jar).exported());
            }
        }
        return String.join(",", packages);
    }

    /** The version of the vendors' API. */
    Version api() throws IOException {
        for (Path jar : jars) {
            for (String exported : AppManifest.of(jar).exported()) {
                if (exported.startsWith(ApiCheck.API + ';')) {
                    return Version.parseVersion(exported.replaceAll(".*\"(.*)\"", "$1"));
                }
            }
        }
        throw new IOException("expected " + ApiCheck.API + " among the bundles, found none");
    }
}
