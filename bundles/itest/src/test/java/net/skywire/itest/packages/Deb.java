package net.skywire.itest.packages;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A package for Debian, as the build has made it. */
record Deb(Path file) {

    static final Path FOLDER = Path.of(System.getProperty("packages"));

    /** One for each machine, of each kind, and the one for all. */
    static List<Deb> all() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(".deb"))
                    .sorted()
                    .map(Deb::new)
                    .toList();
        }
    }

    String name() {
        return file.getFileName().toString().replaceFirst("_.*", "");
    }

    String architecture() {
        return file.getFileName().toString().replaceFirst(".*_(.*)\\.deb", "$1");
    }

    String field(String field) throws IOException, InterruptedException {
        return Ran.well("dpkg-deb", "-f", file.toString(), field).strip();
    }

    /** The rights of each member by its path, such as {@code -rwxr-xr-x root/root}. */
    Map<String, String> members() throws IOException, InterruptedException {
        return Ran.well("dpkg-deb", "-c", file.toString())
                .lines()
                .map(line -> line.split("\\s+", 6))
                .collect(Collectors.toMap(words -> words[5].substring(1), words -> words[0] + ' ' + words[1]));
    }

    /** With its scripts and fields in {@code DEBIAN/}. */
    Path unpack(Path folder) throws IOException, InterruptedException {
        Ran.well("dpkg-deb", "-R", file.toString(), folder.toString());
        return folder;
    }

    /** The same as a later version, with one more line in the settings of its service. */
    static void repack(Path unpacked, Path deb, String version) throws IOException, InterruptedException {
        change(
                unpacked.resolve("DEBIAN/control"),
                text -> text.replaceFirst("(?m)^Version: .*", "Version: " + version));
        change(unpacked.resolve("etc/default/skywire-osgi"), text -> text + "# of " + version + '\n');
        Ran.well("dpkg-deb", "-b", "-Znone", unpacked.toString(), deb.toString());
    }

    private static void change(Path file, Function<String, String> change) throws IOException {
        Files.writeString(file, change.apply(Files.readString(file)));
    }

    /** Which processor a program or library is for, as {@code readelf} says; nothing else is asked of it. */
    static String machine(byte[] elf) {
        return Map.of(62, "amd64", 183, "arm64", 40, "armhf")
                .getOrDefault((elf[18] & 0xff) | (elf[19] & 0xff) << 8, Arrays.toString(Arrays.copyOf(elf, 20)));
    }

    @Override
    public String toString() {
        return file.getFileName().toString();
    }
}
