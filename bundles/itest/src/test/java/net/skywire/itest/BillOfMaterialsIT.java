package net.skywire.itest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The product's list of its parts, and their licences, held against what is in it. */
class BillOfMaterialsIT {

    private static final String OURS = "net.skywire";
    private static final Set<String> LAUNCHER = Set.of("launcher.jar", "skywire-app.jar");
    private static final String PROGRAMS = "native";

    /** Shipped with fewer libraries than the jar that is listed. */
    private static final String CUT = "jna";

    private final List<Part> bill = read();

    private record Part(String group, String name, String version, String sha256) {

        static Part of(JsonNode component) {
            String sha256 = StreamSupport.stream(component.path("hashes").spliterator(), false)
                    .filter(hash -> hash.path("alg").asString().equals("SHA-256"))
                    .map(hash -> hash.path("content").asString())
                    .findFirst()
                    .orElse("");
            return new Part(text(component, "group"), text(component, "name"), text(component, "version"), sha256);
        }

        private static String text(JsonNode component, String field) {
            return component.path(field).asString();
        }

        boolean isOurs() {
            return group.equals(OURS);
        }

        Path jar() {
            return Path.of(System.getProperty("maven.repository"), group.replace('.', '/'), name, version)
                    .resolve(name + "-" + version + ".jar");
        }
    }

    private static List<Part> read() {
        JsonNode bill = JsonMapper.shared().readTree(Product.ASSEMBLED.resolve("sbom.json"));
        return StreamSupport.stream(bill.path("components").spliterator(), false)
                .map(Part::of)
                .toList();
    }

    @Test
    void listsEachJarAndNothingElse() throws Exception {
        Set<String> copied = partsCopiedFrom();
        Set<String> samples =
                jars("samples").stream().map(BillOfMaterialsIT::name).collect(Collectors.toSet());
        Map<String, String> shipped = new TreeMap<>();
        for (Path jar : jars("bundles", "lib")) {
            shipped.put(name(jar), sha256(name(jar).equals(CUT) ? cut().jar() : jar));
        }

        Map<String, String> listed = bill.stream()
                .filter(part -> !copied.contains(part.name))
                .filter(part -> !samples.contains(part.name))
                .filter(part -> !part.name.equals(PROGRAMS))
                .collect(Collectors.toMap(Part::name, Part::sha256, (one, other) -> one, TreeMap::new));

        assertEquals(shipped, listed);
        assertTrue(names(part -> true).containsAll(samples), "samples are not listed: " + samples);
        assertTrue(names(part -> true).contains(PROGRAMS), "programs are not listed");
    }

    @Test
    void hasNothingInAJarThatIsCutThatIsNotInTheWholeOne() throws Exception {
        try (ZipFile jar =
                new ZipFile(Product.ASSEMBLED.resolve("bundles/" + CUT + ".jar").toFile())) {
            for (ZipEntry entry : Collections.list(jar.entries())) {
                String name = entry.getName();
                assertTrue(name.equals(JarFile.MANIFEST_NAME) || holds(cut(), name, content(jar, entry)), name);
            }
        }
    }

    private Part cut() {
        return bill.stream().filter(part -> part.name.equals(CUT)).findFirst().orElseThrow();
    }

    @Test
    void listsWhatIsCopiedIntoBundles() throws Exception {
        assertEquals(
                Set.of("bcprov-jdk18on", "org.apache.felix.resolver", "org.apache.felix.utils"), partsCopiedFrom());
    }

    @Test
    void hasTheLicenceOfEachPartOfOthers() throws IOException {
        Path licenses = Product.ASSEMBLED.resolve("licenses");
        try (Stream<Path> files = Files.list(licenses)) {
            Set<String> folders = files.filter(Files::isDirectory)
                    .map(folder -> folder.getFileName().toString())
                    .collect(Collectors.toCollection(TreeSet::new));

            assertEquals(names(part -> !part.isOurs()), folders);
        }
        for (String name : names(part -> !part.isOurs())) {
            assertTrue(Files.size(licenses.resolve(name).resolve("LICENSE")) > 0, name);
        }
    }

    @Test
    void saysTheSameEachTime() throws IOException {
        String text = Files.readString(Product.ASSEMBLED.resolve("sbom.json"));

        assertTrue(!text.contains("serialNumber") && !text.contains("\"timestamp\""), text.substring(0, 500));
    }

    private Set<String> names(Predicate<Part> which) {
        return bill.stream().filter(which).map(Part::name).collect(Collectors.toCollection(TreeSet::new));
    }

    /** The parts, not shipped as jars, from which our bundles have classes: each as it is in one of them. */
    private Set<String> partsCopiedFrom() throws Exception {
        Set<String> ours = names(Part::isOurs);
        Set<String> whole =
                jars("bundles", "lib").stream().map(BillOfMaterialsIT::name).collect(Collectors.toSet());
        List<Part> others = bill.stream()
                .filter(part -> !part.isOurs() && !whole.contains(part.name))
                .toList();
        List<String> strangers = new ArrayList<>();
        Set<String> found = new TreeSet<>();
        for (Path jar : jars("bundles")) {
            if (ours.contains(name(jar))) {
                for (Map.Entry<String, byte[]> copy : classesOfOthers(jar).entrySet()) {
                    others.stream()
                            .filter(part -> holds(part, copy.getKey(), copy.getValue()))
                            .map(Part::name)
                            .findFirst()
                            .ifPresentOrElse(found::add, () -> strangers.add(jar + ": " + copy.getKey()));
                }
            }
        }
        assertEquals(List.of(), strangers, "of no part that is listed");
        return found;
    }

    private static Map<String, byte[]> classesOfOthers(Path file) throws IOException {
        Map<String, byte[]> found = new TreeMap<>();
        try (ZipFile jar = new ZipFile(file.toFile())) {
            for (ZipEntry entry : Collections.list(jar.entries())) {
                String name = entry.getName();
                if (name.endsWith(".class") && !name.startsWith(OURS.replace('.', '/'))) {
                    found.put(name, content(jar, entry));
                }
            }
        }
        return found;
    }

    private static boolean holds(Part part, String name, byte[] content) {
        try (ZipFile jar = new ZipFile(part.jar().toFile())) {
            ZipEntry entry = jar.getEntry(name);
            return entry != null && Arrays.equals(content, content(jar, entry));
        } catch (IOException e) {
            throw new UncheckedIOException(part.jar().toString(), e);
        }
    }

    private static byte[] content(ZipFile jar, ZipEntry entry) throws IOException {
        try (InputStream in = jar.getInputStream(entry)) {
            return in.readAllBytes();
        }
    }

    /** All but those of the launcher, which is what the list is of. */
    private static List<Path> jars(String... folders) throws IOException {
        List<Path> found = new ArrayList<>();
        for (String folder : folders) {
            try (Stream<Path> files = Files.list(Product.ASSEMBLED.resolve(folder))) {
                files.filter(file -> file.toString().endsWith(".jar"))
                        .filter(file -> !LAUNCHER.contains(file.getFileName().toString()))
                        .forEach(found::add);
            }
        }
        return found;
    }

    private static String name(Path jar) {
        return jar.getFileName().toString().replaceFirst("\\.jar$", "");
    }

    private static String sha256(Path file) throws IOException, GeneralSecurityException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    }
}
