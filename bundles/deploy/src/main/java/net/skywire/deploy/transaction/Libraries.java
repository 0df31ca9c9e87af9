package net.skywire.deploy.transaction;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import net.skywire.deploy.DependencySource;
import net.skywire.deploy.RefusedException;
import net.skywire.deploy.store.Store;
import net.skywire.deploy.store.Store.Taken;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.wiring.BundleWire;
import org.osgi.framework.wiring.BundleWiring;

/** Bundles that are no apps, but are there because apps use them, and go with the last that does. */
final class Libraries {

    private static final String LOCATION = "skywire-library:";

    private final BundleContext context;
    private final Store store;
    private final Inspection inspection;
    private final Wiring wiring;
    private final List<DependencySource> sources;

    /** @param sources may change at any time */
    Libraries(
            BundleContext context, Store store, Inspection inspection, CopyOnWriteArrayList<DependencySource> sources) {
        this.context = context;
        this.store = store;
        this.inspection = inspection;
        this.wiring = new Wiring(context);
        this.sources = sources;
    }

    /** Resolves an app, with what sources know of where that is not enough. */
    void resolve(Bundle app, Path jar, Consumer<String> progress) throws IOException, InterruptedException {
        try {
            wiring.resolve(app);
        } catch (RefusedException e) {
            if (!fetch(jar, progress)) {
                throw e;
            }
            wiring.resolve(app);
        }
    }

    private boolean fetch(Path app, Consumer<String> progress) throws IOException, InterruptedException {
        for (DependencySource source : sources) {
            List<Path> found = source.dependenciesOf(app, progress);
            if (!found.isEmpty()) {
                for (Path each : found) {
                    install(keep(each));
                }
                return true;
            }
        }
        return false;
    }

    private String keep(Path jar) throws IOException {
        Taken taken = store.take(jar, "library.jar");
        try {
            inspection.inspect(taken.file(), taken.digest(), "");
            store.keep(taken);
            return taken.digest();
        } finally {
            store.drop(taken);
        }
    }

    /** Does nothing if it is there already. */
    void install(String digest) throws IOException {
        try (InputStream in = Files.newInputStream(store.jar(digest))) {
            context.installBundle(LOCATION + digest, in);
        } catch (BundleException e) {
            throw new RefusedException(Reason.of(e));
        }
    }

    /** The digests of those that an app uses, itself or by others of them. */
    List<String> usedBy(Bundle app) {
        Set<String> found = new TreeSet<>();
        add(app, found);
        return new ArrayList<>(found);
    }

    private static void add(Bundle user, Set<String> found) {
        BundleWiring wiring = user.adapt(BundleWiring.class);
        for (BundleWire wire : wiring == null ? List.<BundleWire>of() : wiring.getRequiredWires(null)) {
            Bundle provider = wire.getProvider().getBundle();
            if (provider.getLocation().startsWith(LOCATION)
                    && found.add(provider.getLocation().substring(LOCATION.length()))) {
                add(provider, found);
            }
        }
    }

    /** Uninstalls those that nobody uses. */
    void prune() throws RefusedException {
        boolean again = true;
        while (again) {
            again = false;
            for (Bundle each : context.getBundles()) {
                if (each.getLocation().startsWith(LOCATION)
                        && wiring.users(each).isEmpty()) {
                    uninstall(each);
                    again = true;
                }
            }
        }
    }

    private void uninstall(Bundle library) throws RefusedException {
        try {
            library.uninstall();
        } catch (BundleException e) {
            throw new RefusedException(Reason.of(e));
        }
        wiring.refresh(library);
    }
}
