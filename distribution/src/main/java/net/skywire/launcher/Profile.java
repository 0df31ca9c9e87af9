package net.skywire.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What starts. The text of a profile is lines of a word and its value: {@code bundle} and {@code optional} with the
 * name of a jar in {@code bundles/}, {@code app} with the path of an app's jar in the home or the product, {@code include} with a profile's name.
 */
final class Profile {

    static final String STANDARD = "standard";

    private static final String OWN = "conf/profile";
    private static final String SUFFIX = ".profile";
    private static final int DEEPEST = 8;

    private final Installation installation;
    private final Set<Path> bundles = new LinkedHashSet<>();
    private final Map<Path, String> apps = new LinkedHashMap<>();

    private Profile(Installation installation) {
        this.installation = installation;
    }

    /**
     * @param name of a shipped profile, or a file; empty for the one that the home has as its own, or else for the
     *     standard one
     * @throws IOException if it says what cannot be; the message has the file and its line
     */
    static Profile read(Installation installation, String name) throws IOException {
        Profile profile = new Profile(installation);
        Path own = installation.home().resolve(OWN);
        if (!name.isEmpty()) {
            profile.readFile(profile.file(name), 0);
        } else if (Files.exists(own)) {
            profile.readFile(own, 0);
        } else {
            profile.readFile(profile.file(STANDARD), 0);
        }
        return profile;
    }

    private Path file(String name) throws IOException {
        if (name.contains("/")) {
            return Path.of(name);
        }
        Path shipped = shipped(name);
        if (!Files.exists(shipped)) {
            throw new IOException(
                    "expected a profile in " + shipped.getParent() + " or the path of a file, found \"" + name + '"');
        }
        return shipped;
    }

    private Path shipped(String name) {
        return installation.product().resolve("profiles").resolve(name + SUFFIX);
    }

    private void readFile(Path file, int depth) throws IOException {
        if (depth > DEEPEST) {
            throw new IOException(
                    file + ": expected profiles that include each other at most " + DEEPEST + " deep, found more");
        }
        int number = 0;
        for (String line : Files.readAllLines(file)) {
            number++;
            String text = line.strip();
            if (!text.isEmpty() && !text.startsWith("#")) {
                take(file + ", line " + number, text.split("\\s+", 2), depth);
            }
        }
    }

    private void take(String where, String[] words, int depth) throws IOException {
        if (words.length < 2) {
            throw new IOException(where + ": expected a word and its value, found \"" + words[0] + '"');
        }
        switch (words[0]) {
            case "include" -> readFile(file(words[1]), depth + 1);
            case "bundle" -> bundles.add(existing(where, bundle(words[1])));
            case "optional" -> addIfThere(bundle(words[1]));
            case "app" -> apps.put(app(words[1]), where);
            default ->
                throw new IOException(where + ": expected include, bundle, optional or app, found \"" + words[0] + '"');
        }
    }

    private Path app(String file) {
        Path own = installation.home().resolve(file);
        return Files.exists(own) ? own : installation.product().resolve(file);
    }

    private Path bundle(String name) {
        return installation.product().resolve("bundles").resolve(name + ".jar");
    }

    private void addIfThere(Path jar) {
        if (Files.exists(jar)) {
            bundles.add(jar);
        }
    }

    private static Path existing(String where, Path jar) throws IOException {
        if (!Files.isRegularFile(jar)) {
            throw new IOException(where + ": expected the jar " + jar + ", found none");
        }
        return jar;
    }

    /**
     * Of all that starts: the container's bundles, then the apps that are there from the start to the end.
     *
     * @throws IOException if an app is not there
     */
    List<Path> jars() throws IOException {
        List<Path> jars = new ArrayList<>(bundles);
        for (Map.Entry<Path, String> app : apps.entrySet()) {
            jars.add(existing(app.getValue(), app.getKey()));
        }
        return jars;
    }

    boolean has(String bundle) {
        return bundles.contains(bundle(bundle));
    }

    /** Others in the place of its own. */
    void setApps(List<Path> jars) {
        apps.clear();
        jars.forEach(jar -> apps.put(jar, "samples"));
    }

    /** The bundles that it lacks of those of the standard profile. */
    List<String> lacking() throws IOException {
        List<String> lacking = new ArrayList<>();
        if (Files.exists(shipped(STANDARD))) {
            for (String line : Files.readAllLines(shipped(STANDARD))) {
                String[] words = line.strip().split("\\s+", 2);
                if (words[0].equals("bundle") && !has(words[1])) {
                    lacking.add(words[1]);
                }
            }
        }
        return lacking;
    }
}
