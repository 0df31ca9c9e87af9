package net.skywire.deploy.transaction;

import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import net.skywire.deploy.RefusedException;
import net.skywire.deploy.jar.AppBundleJar;
import net.skywire.deploy.signature.BadSignatureException;
import net.skywire.deploy.signature.SignatureCheck;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;

/** Installs, updates and removes app bundles, one for each file name. For one thread. */
public final class Deployer {

    /** The most apps at a time. */
    public static final int MAX_APPS = 512;

    private static final Logger LOG = System.getLogger("net.skywire.deploy");
    private static final String LOCATION = "skywire-app:";
    private static final int MAX_REASON = 500;

    private final BundleContext context;
    private final Wiring wiring;
    private final Copies copies;
    private final SignatureCheck signatures;

    /** @param folder for this class alone: what an earlier run left there is used again */
    public Deployer(BundleContext context, Path folder, SignatureCheck signatures) throws IOException {
        this.context = context;
        this.signatures = signatures;
        this.wiring = new Wiring(context);
        this.copies = new Copies(folder);
        copies.retain(deployed());
    }

    /** The file names of all that is deployed. */
    public List<String> deployed() {
        return Arrays.stream(context.getBundles())
                .map(Bundle::getLocation)
                .filter(location -> location.startsWith(LOCATION))
                .map(location -> location.substring(LOCATION.length()))
                .toList();
    }

    /**
     * Makes the bundle of this file's name be what is in the file, and run.
     *
     * @return what was done, for the log; empty if nothing had to be
     * @throws RefusedException saying why all is as it was before
     */
    public String deploy(Path file) throws IOException, RefusedException {
        String name = file.getFileName().toString();
        try {
            Path fresh = copies.take(file);
            AppBundleJar jar = AppBundleJar.read(fresh);
            String signed = signed(fresh);
            Bundle present = context.getBundle(LOCATION + name);
            checkUnique(jar, present);
            if (present == null) {
                install(name, fresh);
            } else if (isCurrent(name, fresh)) {
                start(present);
                return "";
            } else {
                update(present, name, fresh);
            }
            copies.keep(name);
            return (present == null ? "deployed " : "updated ") + jar + signed;
        } finally {
            copies.drop();
        }
    }

    /** By whom, for the log. */
    private String signed(Path fresh) throws RefusedException {
        try {
            Optional<String> publisher = signatures.check(fresh);
            return publisher.map(name -> " signed by " + name).orElse("");
        } catch (BadSignatureException e) {
            throw new RefusedException(e.getMessage());
        }
    }

    private boolean isCurrent(String name, Path fresh) throws IOException {
        Path current = copies.current(name);
        return Files.exists(current) && Files.mismatch(fresh, current) < 0;
    }

    private void checkUnique(AppBundleJar jar, Bundle present) throws RefusedException {
        for (Bundle other : context.getBundles()) {
            if (other != present && jar.symbolicName().equals(other.getSymbolicName())) {
                throw new RefusedException(
                        "expected a Bundle-SymbolicName of its own, got " + jar.symbolicName() + ", which "
                                + other.getLocation() + " has",
                        true);
            }
        }
        if (present == null && deployed().size() >= MAX_APPS) {
            throw new RefusedException("expected up to " + MAX_APPS + " apps, got one more", true);
        }
    }

    private void install(String name, Path fresh) throws IOException, RefusedException {
        Bundle bundle;
        try (InputStream in = Files.newInputStream(fresh)) {
            bundle = context.installBundle(LOCATION + name, in);
        } catch (BundleException e) {
            throw refused(e);
        }
        try {
            start(bundle);
        } catch (RefusedException e) {
            uninstall(bundle);
            throw e;
        }
    }

    private void start(Bundle bundle) throws RefusedException {
        wiring.resolve(bundle);
        try {
            bundle.start();
        } catch (BundleException e) {
            throw refused(e);
        }
    }

    private void update(Bundle bundle, String name, Path fresh) throws RefusedException {
        String old = nameOf(bundle);
        try {
            replace(bundle, fresh);
        } catch (IOException e) {
            throw new RefusedException(e.getMessage() + "; " + restore(bundle, name, old));
        }
    }

    private String restore(Bundle bundle, String name, String old) {
        try {
            replace(bundle, copies.current(name));
            return old + " runs on";
        } catch (IOException e) {
            return old + " could not be restored: " + e.getMessage();
        }
    }

    private void replace(Bundle bundle, Path content) throws IOException, RefusedException {
        try (InputStream in = Files.newInputStream(content)) {
            stop(bundle);
            bundle.update(in);
        } catch (BundleException e) {
            throw refused(e);
        }
        wiring.refresh(bundle);
        start(bundle);
    }

    /** A bundle that fails to stop has stopped all the same. */
    private static void stop(Bundle bundle) {
        try {
            bundle.stop();
        } catch (BundleException e) {
            LOG.log(Level.WARNING, "stopping {0}: {1}", nameOf(bundle), oneLine(e));
        }
    }

    /** @return what was done, for the log; empty if there was nothing of this name */
    public String remove(String name) throws IOException, RefusedException {
        Bundle bundle = context.getBundle(LOCATION + name);
        if (bundle == null) {
            return "";
        }
        String removed = nameOf(bundle);
        uninstall(bundle);
        copies.forget(name);
        return "removed " + removed;
    }

    private void uninstall(Bundle bundle) throws RefusedException {
        try {
            stop(bundle);
            bundle.uninstall();
        } catch (BundleException e) {
            throw refused(e);
        }
        wiring.refresh(bundle);
    }

    private static String nameOf(Bundle bundle) {
        return bundle.getSymbolicName() + ' ' + bundle.getVersion();
    }

    private static RefusedException refused(BundleException e) {
        return new RefusedException(oneLine(e));
    }

    private static String oneLine(BundleException e) {
        String text = e.getCause() == null ? e.getMessage() : e.getMessage() + ": " + e.getCause();
        String line = text.replaceAll("[\\p{C}\\s]+", " ").strip();
        return line.length() <= MAX_REASON ? line : line.substring(0, MAX_REASON) + " ...";
    }
}
