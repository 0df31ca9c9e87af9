package net.skywire.verify;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.ZipFile;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.osgi.framework.Bundle;
import org.osgi.framework.wiring.BundleWiring;

/** What an app leaves behind that keeps its classes in memory. Holds nothing of the app itself. */
final class Leftovers {

    private static final String NAME = "unload";

    private final WeakReference<ClassLoader> loader;
    private final Set<String> classes;

    private Leftovers(WeakReference<ClassLoader> loader, Set<String> classes) {
        this.loader = loader;
        this.classes = classes;
    }

    /** @param bundle has been resolved */
    static Leftovers of(Bundle bundle, Path jar) throws IOException {
        ClassLoader loader = bundle.adapt(BundleWiring.class).getClassLoader();
        return new Leftovers(new WeakReference<>(loader), classes(jar));
    }

    private static Set<String> classes(Path jar) throws IOException {
        Set<String> classes = new HashSet<>();
        try (ZipFile file = new ZipFile(jar.toFile())) {
            file.stream()
                    .map(entry -> entry.getName())
                    .filter(name -> name.endsWith(".class"))
                    .forEach(name -> classes.add(
                            name.substring(0, name.length() - ".class".length()).replace('/', '.')));
        }
        return classes;
    }

    /** Waits until nothing is left, within bounds. */
    Finding check(Patience patience, Optional<Path> dump) throws IOException {
        Waiting.until(patience.stop(), () -> threads().isEmpty());
        List<String> held = threads();
        held.addAll(beans());
        if (!held.isEmpty()) {
            return Finding.failed(NAME, "expected nothing of it to be left, got " + String.join(", ", held));
        }
        boolean cleaned = Waiting.until(patience.unload(), () -> {
            System.gc();
            return loader.refersTo(null);
        });
        if (cleaned) {
            return Finding.ok(NAME, "no thread and no class of it is left");
        }
        return Finding.failed(
                NAME,
                "expected its classes to go, something holds them that is no thread: a shutdown hook,"
                        + " a listener, or a static field of another bundle; " + dump(dump));
    }

    /** Those that run code of its jar, or have its class loader. */
    private List<String> threads() {
        List<String> found = new ArrayList<>();
        ClassLoader its = loader.get();
        for (Map.Entry<Thread, StackTraceElement[]> each :
                Thread.getAllStackTraces().entrySet()) {
            Thread thread = each.getKey();
            boolean holds = its != null
                    && (thread.getContextClassLoader() == its
                            || thread.getClass().getClassLoader() == its);
            Optional<StackTraceElement> frame = frame(each.getValue());
            if (holds || frame.isPresent()) {
                found.add("thread \"" + thread.getName() + '"'
                        + frame.map(at -> " at " + at).orElse(" with its class loader as context class loader"));
            }
        }
        return found;
    }

    private Optional<StackTraceElement> frame(StackTraceElement[] trace) {
        for (StackTraceElement each : trace) {
            if (classes.contains(each.getClassName())) {
                return Optional.of(each);
            }
        }
        return Optional.empty();
    }

    private List<String> beans() {
        List<String> found = new ArrayList<>();
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        ClassLoader its = loader.get();
        for (ObjectName name : server.queryNames(null, null)) {
            try {
                if (its != null && server.getClassLoaderFor(name) == its) {
                    found.add("MBean " + name);
                }
            } catch (JMException e) {
                // It has gone meanwhile
            }
        }
        return found;
    }

    private static String dump(Optional<Path> dump) throws IOException {
        if (dump.isEmpty()) {
            return "--dump FILE writes the heap, to see what it is";
        }
        Files.deleteIfExists(dump.get());
        var bean = ManagementFactory.getPlatformMXBean(com.sun.management.HotSpotDiagnosticMXBean.class);
        bean.dumpHeap(dump.get().toAbsolutePath().toString(), true);
        return "the heap is in " + dump.get();
    }
}
