package net.skywire.deploy.transaction;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.wiring.BundleWiring;

/**
 * What is still there of a bundle that should be gone. Virtual threads are not seen: no one but their owner can. Nor does a
 * class tell whose a thread is that may be another bundle's, such as the next version's, which has the same.
 */
final class Leavings {

    private final ClassLoader loader;
    private final Set<String> classes;
    private final BiPredicate<Thread, String> others;

    private Leavings(ClassLoader loader, Set<String> classes, BiPredicate<Thread, String> others) {
        this.loader = loader;
        this.classes = classes;
        this.others = others;
    }

    /**
     * To be called while the bundle is there.
     *
     * @param others whether a thread that is in a class of this name may be another bundle's
     */
    static Leavings of(Bundle bundle, BiPredicate<Thread, String> others) {
        BundleWiring wiring = bundle.adapt(BundleWiring.class);
        if (wiring == null || bundle.getState() != Bundle.ACTIVE) {
            return new Leavings(null, Set.of(), others);
        }
        Collection<String> files = wiring.listResources(
                "/", "*.class", BundleWiring.LISTRESOURCES_RECURSE | BundleWiring.LISTRESOURCES_LOCAL);
        return new Leavings(
                wiring.getClassLoader(),
                files.stream()
                        .map(file -> file.substring(0, file.length() - ".class".length())
                                .replace('/', '.'))
                        .collect(Collectors.toSet()),
                others);
    }

    /** The threads that run its code, or are of its classes, each with where it is. */
    List<String> threads() {
        if (loader == null) {
            return List.of();
        }
        return Thread.getAllStackTraces().entrySet().stream()
                .filter(this::isOurs)
                .map(each -> each.getKey().getName() + place(each.getValue()))
                .toList();
    }

    private boolean isOurs(Map.Entry<Thread, StackTraceElement[]> each) {
        return each.getKey().isAlive()
                && (each.getKey().getContextClassLoader() == loader
                        || each.getKey().getClass().getClassLoader() == loader
                        || places(each.getValue())
                                .anyMatch(frame -> !others.test(each.getKey(), frame.getClassName())));
    }

    private Stream<StackTraceElement> places(StackTraceElement[] stack) {
        return Stream.of(stack).filter(frame -> classes.contains(frame.getClassName()));
    }

    private String place(StackTraceElement[] stack) {
        return places(stack).findFirst().map(frame -> " at " + frame).orElse("");
    }
}
