package net.skywire.verify;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.wiring.BundleRequirement;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.framework.wiring.FrameworkWiring;

/** What a bundle needs of others, and whether a node has it. */
final class Needs {

    private static final String NAME = "imports";

    private Needs() {}

    /** Resolves the bundle if it can be. */
    static Finding check(Bundle bundle, FrameworkWiring framework) {
        List<BundleRequirement> needed = bundle.adapt(BundleRevision.class).getDeclaredRequirements(null).stream()
                .filter(Needs::isNeeded)
                .toList();
        String missing = needed.stream()
                .filter(requirement -> framework.findProviders(requirement).isEmpty())
                .map(Needs::wanted)
                .collect(Collectors.joining(" and "));
        if (!missing.isEmpty()) {
            return Finding.failed(
                    NAME,
                    "expected something that provides " + missing
                            + ", found nothing; pack it into the jar, or import it as optional; --provided shows what is here");
        }
        if (!framework.resolveBundles(Set.of(bundle))) {
            return Finding.failed(NAME, "what it needs is here, but does not fit together");
        }
        String borrowed = borrowed(bundle);
        if (!borrowed.isEmpty()) {
            return Finding.warning(
                    NAME,
                    "a node has all that it needs, but promises nothing of " + borrowed
                            + ": pack it into the jar, or the next node may break the app");
        }
        return Finding.ok(NAME, "a node has all that it needs, " + needed.size() + " in number");
    }

    /** Packages of bundles that are here for the node's own use. */
    private static String borrowed(Bundle bundle) {
        return bundle.adapt(BundleWiring.class).getRequiredWires(PackageNamespace.PACKAGE_NAMESPACE).stream()
                .filter(wire -> wire.getProvider().getBundle().getBundleId() != Constants.SYSTEM_BUNDLE_ID)
                .map(wire -> (String) wire.getCapability().getAttributes().get(PackageNamespace.PACKAGE_NAMESPACE))
                .filter(name -> !name.startsWith(ApiCheck.API) && !name.startsWith("org.osgi."))
                .collect(Collectors.joining(", "));
    }

    private static boolean isNeeded(BundleRequirement requirement) {
        String resolution = requirement.getDirectives().get(Constants.RESOLUTION_DIRECTIVE);
        String effective = requirement.getDirectives().getOrDefault(Constants.EFFECTIVE_DIRECTIVE, "resolve");
        return !Constants.RESOLUTION_OPTIONAL.equals(resolution) && effective.equals(Constants.EFFECTIVE_RESOLVE);
    }

    private static String wanted(BundleRequirement requirement) {
        return requirement.getDirectives().getOrDefault(Constants.FILTER_DIRECTIVE, requirement.getNamespace());
    }
}
