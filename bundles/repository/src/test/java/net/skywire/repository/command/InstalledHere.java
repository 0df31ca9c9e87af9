package net.skywire.repository.command;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import net.skywire.deploy.Consent;
import net.skywire.deploy.DependencySource;
import net.skywire.deploy.DeployEvent;
import net.skywire.deploy.DeployedApp;
import net.skywire.deploy.Deployments;
import net.skywire.deploy.RefusedException;
import net.skywire.repository.place.Download;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;

/** A small deployment: it installs into a real framework, and believes what it is given. For one thread. */
final class InstalledHere implements Deployments {

    private final BundleContext context;
    private final DependencySource dependencies;
    private final Map<String, DeployedApp> apps = new TreeMap<>();
    final List<Set<Consent>> consents = new ArrayList<>();

    InstalledHere(BundleContext context, DependencySource dependencies) {
        this.context = context;
        this.dependencies = dependencies;
    }

    @Override
    public String deploy(Path jar, String origin, Set<Consent> agreed, Consumer<String> progress)
            throws IOException, InterruptedException {
        consents.add(agreed);
        String digest = Download.digest(jar);
        if (apps.values().stream().anyMatch(app -> app.digest().equals(digest))) {
            return "";
        }
        try {
            for (Path dependency : dependencies.dependenciesOf(jar, progress)) {
                install(dependency, dependency.toString());
            }
            Bundle bundle = install(jar, "app");
            DeployedApp app = new DeployedApp(
                    bundle.getSymbolicName(),
                    bundle.getVersion().toString(),
                    digest,
                    origin,
                    Optional.empty(),
                    Instant.EPOCH,
                    List.of(),
                    Optional.empty());
            apps.put(app.symbolicName(), app);
            return "deployed " + app.symbolicName() + ' ' + app.version();
        } catch (BundleException e) {
            throw new RefusedException("" + e.getMessage());
        }
    }

    private Bundle install(Path jar, String location) throws IOException, BundleException {
        Bundle present = context.getBundle(location);
        try (InputStream in = Files.newInputStream(jar)) {
            if (present != null) {
                present.stop();
                present.update(in);
            }
            Bundle bundle = present == null ? context.installBundle(location, in) : present;
            bundle.start();
            return bundle;
        }
    }

    @Override
    public String remove(String symbolicName) {
        throw new UnsupportedOperationException(symbolicName);
    }

    @Override
    public String rollBack(String symbolicName, Optional<String> version, Consumer<String> progress) {
        throw new UnsupportedOperationException(symbolicName);
    }

    @Override
    public List<String> preview(Path jar, String origin, Set<Consent> agreed) {
        throw new UnsupportedOperationException(origin);
    }

    @Override
    public List<DeployEvent> history(String symbolicName) {
        throw new UnsupportedOperationException(symbolicName);
    }

    @Override
    public List<String> known() {
        return List.copyOf(apps.keySet());
    }

    @Override
    public List<DeployedApp> apps() {
        return List.copyOf(apps.values());
    }
}
