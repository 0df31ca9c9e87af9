package net.skywire.repository.choice;

import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.skywire.deploy.publisher.Shown;
import org.osgi.framework.Constants;
import org.osgi.framework.Version;
import org.osgi.framework.VersionRange;
import org.osgi.framework.namespace.ExecutionEnvironmentNamespace;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.resource.Capability;
import org.osgi.resource.Requirement;

/** A requirement that nothing meets, in words. */
final class Reason {

    private static final Pattern LEAST = Pattern.compile("\\((?:version)>?=([\\w.-]+)\\)");
    private static final Pattern BELOW = Pattern.compile("\\(!\\(version>=([\\w.-]+)\\)\\)");
    private static final Pattern PACKAGE = Pattern.compile("\\(osgi\\.wiring\\.package=([^)]+)\\)");

    private Reason() {}

    /** @param here what this container has of the namespace */
    static String of(Requirement requirement, List<Capability> here) {
        String filter = requirement.getDirectives().getOrDefault(Constants.FILTER_DIRECTIVE, "");
        Matcher packages = PACKAGE.matcher(filter);
        if (requirement.getNamespace().equals(ExecutionEnvironmentNamespace.EXECUTION_ENVIRONMENT_NAMESPACE)
                && filter.contains("(osgi.ee=JavaSE)")) {
            Matcher least = LEAST.matcher(filter);
            return "needs Java " + (least.find() ? least.group(1) : filter) + ", this is "
                    + Runtime.version().feature();
        }
        if (requirement.getNamespace().equals(PackageNamespace.PACKAGE_NAMESPACE) && packages.find()) {
            return "needs " + packages.group(1) + range(filter) + ", here is " + versions(packages.group(1), here);
        }
        return "needs something that provides " + requirement.getNamespace() + ' ' + Shown.of(filter)
                + ", here is nothing";
    }

    private static String range(String filter) {
        Matcher below = BELOW.matcher(filter);
        boolean hasEnd = below.find();
        Matcher least = LEAST.matcher(hasEnd ? filter.replace(below.group(), "") : filter);
        if (!least.find()) {
            return "";
        }
        return hasEnd
                ? " "
                        + new VersionRange(
                                VersionRange.LEFT_CLOSED,
                                Version.parseVersion(least.group(1)),
                                Version.parseVersion(below.group(1)),
                                VersionRange.RIGHT_OPEN)
                : " " + least.group(1) + " or later";
    }

    private static String versions(String name, List<Capability> here) {
        String found = here.stream()
                .map(Capability::getAttributes)
                .filter(attributes -> name.equals(attributes.get(PackageNamespace.PACKAGE_NAMESPACE)))
                .map(attributes -> attributes.get(PackageNamespace.CAPABILITY_VERSION_ATTRIBUTE))
                .filter(Objects::nonNull)
                .flatMap(Stream::of)
                .map(Object::toString)
                .distinct()
                .sorted()
                .collect(Collectors.joining(" and "));
        return found.isEmpty() ? "none" : found;
    }
}
