package net.skywire.verify;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.osgi.framework.Constants;
import org.osgi.framework.VersionRange;

/** What the manifest of a bundle says, as far as it is looked at here. */
final class AppManifest {

    /** Headers by which an app asks for something begin so. */
    private static final String ASKING = "Skywire-";

    /** Commas that are not within quotes. */
    private static final Pattern COMMA = Pattern.compile(",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)");

    private static final Pattern VERSION = Pattern.compile(";\\s*version\\s*=\\s*\"?([^\";]+)\"?");

    private final Attributes headers;

    private AppManifest(Attributes headers) {
        this.headers = headers;
    }

    /** @param jar has been read to its end already, and has a manifest */
    static AppManifest of(Path jar) throws IOException {
        try (JarFile file = new JarFile(jar.toFile(), false)) {
            return new AppManifest(file.getManifest().getMainAttributes());
        }
    }

    /** The versions of a package that are taken; empty if the package is not imported. */
    Optional<VersionRange> imported(String packageName) {
        return clause(Constants.IMPORT_PACKAGE, packageName).map(clause -> new VersionRange(version(clause)));
    }

    /** Each exported package with its version. */
    List<String> exported() {
        return clauses(Constants.EXPORT_PACKAGE).stream()
                .map(clause -> name(clause) + ";version=\"" + version(clause) + '"')
                .toList();
    }

    private Optional<String> clause(String header, String packageName) {
        return clauses(header).stream()
                .filter(clause -> name(clause).equals(packageName))
                .findFirst();
    }

    private List<String> clauses(String header) {
        List<String> clauses = new ArrayList<>();
        String value = headers.getValue(header);
        if (value != null && !value.isBlank()) {
            COMMA.splitAsStream(value).map(String::strip).forEach(clauses::add);
        }
        return clauses;
    }

    private static String name(String clause) {
        return clause.split(";", 2)[0].strip();
    }

    private static String version(String clause) {
        Matcher matcher = VERSION.matcher(clause);
        return matcher.find() ? matcher.group(1).strip() : "0.0.0";
    }

    /** What it asks an operator for, by header. */
    Map<String, String> asked() {
        Map<String, String> asked = new TreeMap<>();
        headers.forEach((name, value) -> {
            if (name.toString().startsWith(ASKING)) {
                asked.put(name.toString(), value.toString());
            }
        });
        return asked;
    }
}
