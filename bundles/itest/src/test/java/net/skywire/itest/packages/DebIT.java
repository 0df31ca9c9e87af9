package net.skywire.itest.packages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What is in the packages. */
@Tag("packages")
@Timeout(60)
class DebIT {

    private static final long MOST_BYTES = 6_000_000;
    private static final String UNIT = "usr/lib/systemd/system/skywire-osgi.service";
    private static final String NATIVE = "/usr/lib/skywire-osgi/lib/native/";

    private static final Map<String, String> MACHINES =
            Map.of("amd64", "linux-x86_64", "arm64", "linux-aarch64", "armhf", "linux-arm");

    static final List<String> ATTACH = List.of("amd64", "arm64", "armhf");
    static final List<String> WITH_PRODUCT = List.of("amd64", "arm64", "armhf", "all");

    @TempDir
    Path folder;

    private static Deb product(String architecture) {
        return new Deb(Deb.FOLDER.resolve("skywire-osgi_" + architecture + ".deb"));
    }

    @Test
    void areThereForEachMachine() throws Exception {
        assertEquals(
                List.of(
                        "skywire-attach_amd64.deb",
                        "skywire-attach_arm64.deb",
                        "skywire-attach_armhf.deb",
                        "skywire-osgi_all.deb",
                        "skywire-osgi_amd64.deb",
                        "skywire-osgi_arm64.deb",
                        "skywire-osgi_armhf.deb"),
                Deb.all().stream().map(Deb::toString).toList());
    }

    static List<Deb> all() throws Exception {
        return Deb.all();
    }

    @ParameterizedTest
    @MethodSource("all")
    void sayWhatTheyAreAndAreSmall(Deb deb) throws Exception {
        assertEquals(deb.name(), deb.field("Package"));
        assertEquals(deb.architecture(), deb.field("Architecture"));
        assertTrue(deb.field("Version").matches("\\d+\\.\\d+\\.\\d+(~SNAPSHOT)?"), deb.field("Version"));
        assertTrue(Files.size(deb.file()) <= MOST_BYTES, () -> "at most " + MOST_BYTES + " bytes");
    }

    @Test
    void needAJavaAndNothingThatOnlyOneSystemHas() throws Exception {
        String depends = product("all").field("Depends");

        assertTrue(depends.startsWith("default-jre-headless (>= 2:1.17) | java17-runtime-headless | "), depends);
        assertEquals("", new Deb(Deb.FOLDER.resolve("skywire-attach_amd64.deb")).field("Depends"));
    }

    @ParameterizedTest
    @MethodSource("all")
    void belongToRootAndNobodyElseWritesThem(Deb deb) throws Exception {
        deb.members().forEach((path, rights) -> {
            boolean folder = path.endsWith("/");
            boolean program = path.startsWith("/usr/bin/")
                    || path.startsWith("/usr/lib/skywire-osgi/bin/")
                    || path.startsWith(NATIVE) && !path.endsWith(".so");
            String expected = folder ? "drwxr-xr-x" : program ? "-rwxr-xr-x" : "-rw-r--r--";
            assertEquals(expected + " root/root", rights, path);
        });
    }

    @ParameterizedTest
    @FieldSource("WITH_PRODUCT")
    void haveTheProgramsOfTheirMachineAlone(String architecture) throws Exception {
        Path unpacked = product(architecture).unpack(folder.resolve("unpacked"));
        Map<String, String> expected = new TreeMap<>();
        MACHINES.forEach((machine, name) -> {
            if (architecture.equals("all") || architecture.equals(machine)) {
                expected.put(name + "/libskp.so", machine);
                expected.put(name + "/skywire-run", machine);
            }
        });

        assertEquals(expected, machines(Path.of(unpacked + NATIVE)));
    }

    @ParameterizedTest
    @FieldSource("ATTACH")
    void attachForItsMachineAlone(String architecture) throws Exception {
        Path unpacked = new Deb(Deb.FOLDER.resolve("skywire-attach_" + architecture + ".deb"))
                .unpack(folder.resolve("unpacked"));

        assertEquals(Map.of("skywire-attach", architecture), machines(unpacked.resolve("usr/bin")));
    }

    private static Map<String, String> machines(Path folder) throws Exception {
        Map<String, String> found = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                found.put(folder.relativize(file).toString(), Deb.machine(Files.readAllBytes(file)));
            }
        }
        return found;
    }

    @Test
    void shareNoFileSoThatBothCanBeInstalled() throws Exception {
        TreeSet<String> both = new TreeSet<>(product("amd64").members().keySet());
        both.retainAll(new Deb(Deb.FOLDER.resolve("skywire-attach_amd64.deb"))
                .members()
                .keySet());

        both.removeIf(path -> path.endsWith("/"));
        assertEquals(new TreeSet<>(), both);
    }

    @Test
    void leaveOnlyRootsSettingsToDpkg() throws Exception {
        Path unpacked = product("amd64").unpack(folder.resolve("unpacked"));

        assertEquals("/etc/default/skywire-osgi\n", Files.readString(unpacked.resolve("DEBIAN/conffiles")));
    }

    @Test
    void holdAUnitThatSystemdUnderstandsAndIsHardened() throws Exception {
        Path unpacked = product("amd64").unpack(folder.resolve("unpacked"));
        Path unit = folder.resolve("skywire-osgi.service");
        Files.writeString(
                unit,
                Files.readString(unpacked.resolve(UNIT))
                        .replace("=/usr/lib/skywire-osgi", "=" + unpacked + "/usr/lib/skywire-osgi"));

        assertEquals("", Ran.well("systemd-analyze", "verify", "--man=no", unit.toString()));
        Ran.well("systemd-analyze", "security", "--offline=true", "--threshold=30", unit.toString());
    }
}
