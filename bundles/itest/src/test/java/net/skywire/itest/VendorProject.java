package net.skywire.itest;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A vendor's project, made from the archetype, and built by Maven with a repository that has what this build has made.
 * Nothing of that gets into the user's own repository, whose other artifacts are used.
 */
final class VendorProject implements AutoCloseable {

    private static final Path ROOT = Path.of("../..");
    private static final String VERSION = "1.0.0-SNAPSHOT";
    private static final Path OWN = Path.of("net/skywire");

    private final Path folder;
    private final Path repository;

    private VendorProject(Path folder) {
        this.folder = folder;
        this.repository = folder.resolve("repository");
    }

    /** @param folder an empty one */
    static VendorProject generate(Path folder) throws Exception {
        VendorProject project = new VendorProject(folder);
        project.fillRepository();
        project.maven(
                folder,
                "archetype:generate",
                "-DarchetypeCatalog=local",
                "-DarchetypeGroupId=net.skywire",
                "-DarchetypeArtifactId=skywire-app-archetype",
                "-DarchetypeVersion=" + VERSION,
                "-DgroupId=com.example",
                "-DartifactId=echo");
        return project;
    }

    private void fillRepository() throws IOException {
        Path others = Path.of(System.getProperty("maven.repository"));
        link(others, repository, Path.of("net"));
        link(others.resolve("net"), repository.resolve("net"), Path.of("skywire"));
        artifacts().forEach((name, place) -> put(name, ROOT.resolve(place)));
    }

    private static void link(Path from, Path to, Path without) throws IOException {
        Files.createDirectories(to);
        try (DirectoryStream<Path> all = Files.newDirectoryStream(from, file -> !file.endsWith(without))) {
            for (Path each : all) {
                Files.createSymbolicLink(to.resolve(each.getFileName()), each.toAbsolutePath());
            }
        }
    }

    /** What vendors' builds use of ours, with its folder. */
    private static Map<String, String> artifacts() {
        Map<String, String> artifacts = new TreeMap<>(Map.of(
                "skywire-osgi", ".",
                "bundles", "bundles",
                "sdk", "distribution/sdk",
                "skywire-bom", "distribution/sdk/bom",
                "skywire-app-parent", "distribution/sdk/app-parent",
                "skywire-app-archetype", "distribution/sdk/archetype",
                "verify", "distribution/sdk/verify"));
        List.of("app", "pipe", "pipe-jna", "host", "node", "testkit")
                .forEach(bundle -> artifacts.put(bundle, "bundles/" + bundle));
        return artifacts;
    }

    private void put(String name, Path from) {
        try {
            Path to = Files.createDirectories(
                    repository.resolve(OWN).resolve(name).resolve(VERSION));
            String file = name + '-' + VERSION;
            Files.copy(from.resolve("pom.xml"), to.resolve(file + ".pom"));
            Path jar = from.resolve("target/" + (name.equals("verify") ? "skywire-verify" : file) + ".jar");
            if (Files.exists(jar)) {
                Files.copy(jar, to.resolve(file + ".jar"));
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** @return what Maven has said */
    String build(String... words) throws Exception {
        List<String> all = new ArrayList<>(List.of("-Dskywire.keystore=" + folder.resolve("keys/development.p12")));
        all.addAll(Arrays.asList(words));
        return maven(home(), all.toArray(String[]::new));
    }

    Path home() {
        return folder.resolve("echo");
    }

    private String maven(Path where, String... words) throws Exception {
        List<String> all = new ArrayList<>(List.of(
                Path.of(System.getProperty("maven.home"), "bin/mvn").toString(),
                "-B",
                "-ntp",
                "-Dstyle.color=never",
                "-Dmaven.repo.local=" + repository));
        if (System.getProperty("maven.mode").equals("offline true")) {
            all.add("-o");
        }
        all.addAll(Arrays.asList(words));
        return Vendor.run(where, all);
    }

    /** Takes away the links to the user's repository. */
    @Override
    public void close() throws IOException {
        for (Path each : List.of(repository, repository.resolve("net"))) {
            try (DirectoryStream<Path> links = Files.newDirectoryStream(each, Files::isSymbolicLink)) {
                for (Path link : links) {
                    Files.delete(link);
                }
            }
        }
    }
}
