package net.skywire.launcher;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.namespace.ExecutionEnvironmentNamespace;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.wiring.BundleRequirement;
import org.osgi.framework.wiring.BundleRevision;

/** Says in a few words what a bundle lacks. */
final class Requirements {

    private static final Pattern JAVA = Pattern.compile("osgi\\.ee=JavaSE\\)\\(version=(\\d+)");
    private static final Pattern PACKAGE = Pattern.compile("osgi\\.wiring\\.package=([^)]+)");

    private Requirements() {}

    static String missing(Bundle bundle) {
        List<BundleRequirement> all = bundle.adapt(BundleRevision.class).getDeclaredRequirements(null);
        int java = Runtime.version().feature();
        for (BundleRequirement requirement : all) {
            Matcher wanted = JAVA.matcher(filter(requirement));
            if (requirement.getNamespace().equals(ExecutionEnvironmentNamespace.EXECUTION_ENVIRONMENT_NAMESPACE)
                    && wanted.find()
                    && Integer.parseInt(wanted.group(1)) > java) {
                return "needs Java " + wanted.group(1) + ", this is " + java;
            }
        }
        return "needs packages or services that are not here, among " + packages(all);
    }

    private static String packages(List<BundleRequirement> all) {
        return all.stream()
                .filter(requirement -> requirement.getNamespace().equals(PackageNamespace.PACKAGE_NAMESPACE))
                .map(Requirements::filter)
                .map(PACKAGE::matcher)
                .filter(Matcher::find)
                .map(matcher -> matcher.group(1))
                .toList()
                .toString();
    }

    private static String filter(BundleRequirement requirement) {
        return requirement.getDirectives().getOrDefault(Constants.FILTER_DIRECTIVE, "");
    }
}
