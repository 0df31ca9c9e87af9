package net.skywire.deploy.jar;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.osgi.framework.Constants;

/** What an app asks for beside its own code and the API, as its manifest says: a line for each thing. */
final class Asks {

    private static final String API = "net.skywire.app";

    /** What Java brings, and what makes components of classes. */
    private static final List<String> FREE =
            List.of("java.", "javax.", "org.w3c.", "org.xml.", "org.ietf.", "jdk.net", "org.osgi.service.component");

    private final Function<String, Optional<String>> headers;
    private final Set<String> found = new TreeSet<>();

    /** @param headers of the manifest, by name */
    private Asks(Function<String, Optional<String>> headers) {
        this.headers = headers;
    }

    static List<String> in(Function<String, Optional<String>> headers) {
        Asks asks = new Asks(headers);
        asks.loops("Skywire-Dial", "dial");
        asks.loops("Skywire-Accept", "accept");
        asks.clauses("Skywire-Services").forEach(each -> asks.found.add("services " + each));
        asks.clauses("Skywire-Uses").forEach(each -> asks.found.add("uses " + each));
        asks.packages();
        asks.clauses(Constants.REQUIRE_BUNDLE)
                .flatMap(each -> Header.names(each).stream())
                .forEach(each -> asks.found.add("bundle " + each));
        return new ArrayList<>(asks.found);
    }

    private Stream<String> clauses(String header) {
        return headers.apply(header).map(Header::clauses).orElse(List.of()).stream();
    }

    /** Who says nothing may do anything. */
    private void loops(String header, String what) {
        Optional<String> said = headers.apply(header);
        if (said.isEmpty()) {
            found.add(what + " anything");
        } else if (!said.get().equals("none")) {
            clauses(header).forEach(each -> found.add(what + ' ' + each));
        }
    }

    private void packages() {
        Set<String> own = new TreeSet<>();
        clauses(Constants.EXPORT_PACKAGE).forEach(each -> own.addAll(Header.names(each)));
        clauses(Constants.IMPORT_PACKAGE)
                .flatMap(each -> Header.names(each).stream())
                .filter(each -> !own.contains(each) && !isFree(each))
                .forEach(each -> found.add("package " + each));
        clauses(Constants.DYNAMICIMPORT_PACKAGE)
                .flatMap(each -> Header.names(each).stream())
                .forEach(each -> found.add("package " + each + " at any time"));
    }

    private static boolean isFree(String name) {
        return name.equals(API) || FREE.stream().anyMatch(name::startsWith);
    }
}
