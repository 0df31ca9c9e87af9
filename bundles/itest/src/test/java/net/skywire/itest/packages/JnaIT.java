package net.skywire.itest.packages;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Constants;

/** JNA as it is shipped: with its libraries for three machines, which its manifest names, and no others. */
class JnaIT {

    private static final Path JNA = Path.of(System.getProperty("product"), "bundles", "jna.jar");

    @Test
    void namesTheLibrariesThatItHasAndNoOthers() throws Exception {
        try (JarFile jar = new JarFile(JNA.toFile())) {
            TreeMap<String, String> found = new TreeMap<>();
            for (JarEntry entry : jar.stream()
                    .filter(each -> each.getName().contains("jnidispatch"))
                    .toList()) {
                found.put(entry.getName(), Deb.machine(jar.getInputStream(entry).readAllBytes()));
            }
            String libraries = "com/sun/jna/linux-%s/libjnidispatch.so";
            assertEquals(
                    new TreeMap<>(Map.of(
                            libraries.formatted("x86-64"), "amd64",
                            libraries.formatted("aarch64"), "arm64",
                            libraries.formatted("arm"), "armhf")),
                    found);
            String clauses = jar.getManifest().getMainAttributes().getValue(Constants.BUNDLE_NATIVECODE);
            assertEquals(
                    found.keySet(),
                    new TreeSet<>(Set.of(
                            clauses.replaceAll(";[^,]*", "").replace(",*", "").split(","))));
        }
    }
}
