package net.skywire.itest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Which bundle may use which: the design as a table, held against the jars. */
class ImportsIT {

    /** By bundle, whose packages it imports: of ours the bundle, of others the beginning of the package. */
    private static final Map<String, Set<String>> ALLOWED = new TreeMap<>(Map.ofEntries(
            Map.entry("app", Set.of()),
            Map.entry("pipe", Set.of("app", "tools.jackson")),
            Map.entry("pipe-jna", Set.of("pipe", "com.sun.jna")),
            Map.entry("pipe-panama", Set.of("pipe")),
            Map.entry("host", Set.of("app", "org.osgi")),
            Map.entry("node", Set.of("app", "pipe", "host", "tools.jackson", "org.osgi")),
            Map.entry("attach", Set.of("app", "pipe", "host", "org.osgi")),
            Map.entry("deploy", Set.of("host", "tools.jackson", "org.osgi")),
            Map.entry("repository", Set.of("host", "deploy", "tools.jackson", "org.osgi")),
            Map.entry("shell", Set.of("host", "tools.jackson", "org.osgi")),
            Map.entry("systemd", Set.of("host", "pipe", "org.osgi")),
            Map.entry("helloworld-server", Set.of("app")),
            Map.entry("helloworld-client", Set.of("app"))));

    @Test
    void areThoseOfTheDesign() throws IOException {
        Map<String, Set<String>> actual = new TreeMap<>();
        for (String bundle : ALLOWED.keySet()) {
            Path jar = Product.ASSEMBLED
                    .resolve(bundle.startsWith("helloworld") ? "samples" : "bundles")
                    .resolve(bundle + ".jar");
            actual.put(bundle, jar.toFile().exists() ? imports(bundle, jar) : ALLOWED.get(bundle));
        }

        assertEquals(ALLOWED.toString(), sameOrder(actual).toString());
    }

    private static Map<String, Set<String>> sameOrder(Map<String, Set<String>> actual) {
        actual.replaceAll((bundle, imports) -> imports.equals(ALLOWED.get(bundle)) ? ALLOWED.get(bundle) : imports);
        return actual;
    }

    private static Set<String> imports(String bundle, Path file) throws IOException {
        try (JarFile jar = new JarFile(file.toFile())) {
            String header = jar.getManifest().getMainAttributes().getValue("Import-Package");
            Stream<String> clauses =
                    header == null ? Stream.of() : Arrays.stream(header.split(",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)"));
            return clauses.map(clause -> clause.split(";")[0].strip())
                    .filter(name ->
                            !name.startsWith("javax.") && !name.startsWith("org.w3c.") && !name.startsWith("org.xml."))
                    .map(ImportsIT::owner)
                    .filter(owner -> !owner.equals(bundle))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static String owner(String name) {
        if (name.startsWith("net.skywire.")) {
            return name.split("\\.")[2];
        }
        return Stream.of("tools.jackson", "com.sun.jna", "org.osgi")
                .filter(name::startsWith)
                .findFirst()
                .orElse(name);
    }
}
