package net.skywire.deploy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.wiring.FrameworkWiring;

/**
 * Installs, updates and removes app bundles, one for each file name. Works from copies of its own, so that a file may
 * change or vanish meanwhile; the copy of what runs is kept, to go back to. For one thread.
 */
final class Deployer {

    private static final String LOCATION = "skywire-app:";
    private static final long REFRESH_SECONDS = 10;

    private final BundleContext context;
    private final Path copies;

    /** @param copies a folder for this class alone */
    Deployer(BundleContext context, Path copies) throws IOException {
        this.context = context;
        this.copies = Files.createDirectories(copies);
    }

    /** The file names of all that is deployed. */
    List<String> deployed() {
        return Arrays.stream(context.getBundles())
                .map(Bundle::getLocation)
                .filter(location -> location.startsWith(LOCATION))
                .map(location -> location.substring(LOCATION.length()))
                .toList();
    }

    /**
     * Makes the bundle of this name be what is in the file, and run.
     *
     * @return what was done, for the log; empty if nothing had to be
     * @throws RefusedException saying why all is as it was before
     */
    String deploy(Path file) throws IOException, RefusedException {
        String name = file.getFileName().toString();
        Path fresh = copies.resolve(name + ".new");
        try {
            AppBundleJar.checkLength(Files.size(file));
            Files.copy(file, fresh, StandardCopyOption.REPLACE_EXISTING);
            return deploy(name, fresh);
        } catch (BundleException e) {
            throw new RefusedException(oneLine(e), e);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    private String deploy(String name, Path fresh) throws IOException, RefusedException, BundleException {
        AppBundleJar jar = AppBundleJar.read(fresh);
        Bundle present = context.getBundle(LOCATION + name);
        checkUnique(jar, present);
        Path current = copies.resolve(name);
        if (present == null) {
            install(name, fresh);
        } else if (Files.exists(current) && Files.mismatch(fresh, current) < 0) {
            present.start();
            return "";
        } else {
            update(present, fresh, current);
        }
        Files.move(fresh, current, StandardCopyOption.REPLACE_EXISTING);
        return (present == null ? "deployed " : "updated ") + jar;
    }

    private void checkUnique(AppBundleJar jar, Bundle present) throws RefusedException {
        for (Bundle other : context.getBundles()) {
            if (other != present && jar.symbolicName().equals(other.getSymbolicName())) {
                throw new RefusedException(jar.symbolicName() + " is installed already, from " + other.getLocation());
            }
        }
    }

    private void install(String name, Path fresh) throws IOException, BundleException {
        Bundle bundle;
        try (InputStream in = Files.newInputStream(fresh)) {
            bundle = context.installBundle(LOCATION + name, in);
        }
        try {
            bundle.start();
        } catch (BundleException e) {
            uninstall(bundle);
            throw e;
        }
    }

    private void update(Bundle bundle, Path fresh, Path current) throws IOException, BundleException {
        try {
            replace(bundle, fresh);
        } catch (BundleException e) {
            if (Files.exists(current)) {
                replace(bundle, current);
            }
            throw e;
        }
    }

    private void replace(Bundle bundle, Path content) throws IOException, BundleException {
        bundle.stop();
        try (InputStream in = Files.newInputStream(content)) {
            bundle.update(in);
        }
        refresh(bundle);
        bundle.start();
    }

    /** @return what was done, for the log; empty if there was nothing of this name */
    String remove(String name) throws IOException, RefusedException {
        Bundle bundle = context.getBundle(LOCATION + name);
        if (bundle == null) {
            return "";
        }
        String removed = bundle.getSymbolicName() + ' ' + bundle.getVersion();
        try {
            uninstall(bundle);
        } catch (BundleException e) {
            throw new RefusedException(oneLine(e), e);
        }
        Files.deleteIfExists(copies.resolve(name));
        return "removed " + removed;
    }

    private void uninstall(Bundle bundle) throws BundleException {
        bundle.uninstall();
        refresh(bundle);
    }

    /** Lets go of what the bundle was before. No other bundle is touched, unless it uses packages of this one. */
    private void refresh(Bundle bundle) {
        FrameworkWiring wiring = context.getBundle(0).adapt(FrameworkWiring.class);
        if (!wiring.getRemovalPendingBundles().contains(bundle)) {
            return;
        }
        CountDownLatch done = new CountDownLatch(1);
        wiring.refreshBundles(Set.of(bundle), event -> done.countDown());
        try {
            if (!done.await(REFRESH_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("refreshing " + bundle + " took more than " + REFRESH_SECONDS + " s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The framework repeats the unresolved requirements in a second form behind the first. */
    private static String oneLine(BundleException e) {
        String message = String.valueOf(e.getMessage());
        int repeated = message.indexOf(" Unresolved requirements:");
        String text = repeated < 0 ? message : message.substring(0, repeated);
        Throwable cause = e.getCause();
        return (cause == null ? text : text + ": " + cause).replaceAll("\\s+", " ");
    }
}
