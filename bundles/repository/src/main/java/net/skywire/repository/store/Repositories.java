package net.skywire.repository.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import net.skywire.deploy.signature.SignatureMode;
import net.skywire.repository.index.Index;
import net.skywire.repository.index.Release;
import net.skywire.repository.place.Download;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Modified;

/**
 * The repositories of this node. Any thread may call; one thing is done at a time, guarded by {@code lock}, which is
 * held while files come from elsewhere, and whoever waits for it can be interrupted.
 */
@Component(
        service = Repositories.class,
        configurationPid = "net.skywire.node",
        configurationPolicy = ConfigurationPolicy.REQUIRE)
public final class Repositories {

    public static final int MAX_REPOSITORIES = 64;

    private final RepositoryFolder folder;
    private volatile Trust trust;
    private final ReentrantLock lock = new ReentrantLock();

    /** In the folder {@code data/repositories} of {@code skywire.home}; publishers and mode are those of deployment. */
    @Activate
    public Repositories(BundleContext context, Map<String, Object> configuration) {
        this(
                folder(context, "skywire.repositories", "data/repositories")
                        .orElseGet(() -> context.getDataFile("repositories").toPath()),
                new Trust(
                        folder(context, "skywire.publishers", "conf/publishers")
                                .orElseGet(
                                        () -> context.getDataFile("publishers").toPath()),
                        mode(configuration)));
    }

    private static Optional<Path> folder(BundleContext context, String property, String inHome) {
        return Optional.ofNullable(context.getProperty(property)).map(Path::of).or(() -> Optional.ofNullable(
                        context.getProperty("skywire.home"))
                .map(home -> Path.of(home, inHome)));
    }

    /** Deployment says what is wrong with it. */
    private static SignatureMode mode(Map<String, Object> configuration) {
        return SignatureMode.DEVELOPMENT.toString().equals(configuration.get("signatures"))
                ? SignatureMode.DEVELOPMENT
                : SignatureMode.REQUIRED;
    }

    @Modified
    void configure(Map<String, Object> configuration) {
        trust = new Trust(trust.publishers(), mode(configuration));
    }

    /** @param folder for this class alone: what an earlier run left there is used again */
    public Repositories(Path folder, Trust trust) {
        this.folder = new RepositoryFolder(folder);
        this.trust = trust;
    }

    /** By name. */
    public List<Configured> all() throws IOException {
        return folder.read();
    }

    /** @throws IOException if there is none of this name */
    public Configured get(String name) throws IOException {
        return all().stream()
                .filter(repository -> repository.name().equals(name))
                .findFirst()
                .orElseThrow(
                        () -> new IOException("expected the name of a repository, got " + name + "; see repo list"));
    }

    /**
     * Takes up a repository, if its index is good.
     *
     * @return with what was seen of it
     */
    public Configured add(Configured repository) throws IOException, InterruptedException {
        lock.lockInterruptibly();
        try {
            List<Configured> all = all();
            if (all.stream().anyMatch(other -> other.name().equals(repository.name()))) {
                throw new IOException("there is a repository " + repository.name() + " already");
            }
            if (all.size() >= MAX_REPOSITORIES) {
                throw new IOException("expected up to " + MAX_REPOSITORIES + " repositories, got one more");
            }
            folder.delete(repository.name()); // what somebody was interrupted in
            return refreshed(repository);
        } catch (IOException | InterruptedException e) {
            if (all().stream().noneMatch(other -> other.name().equals(repository.name()))) {
                folder.delete(repository.name());
            }
            throw e;
        } finally {
            lock.unlock();
        }
    }

    private Configured refreshed(Configured repository) throws IOException, InterruptedException {
        Configured seen = index(repository.name()).refresh(repository);
        folder.write(seen);
        return seen;
    }

    private IndexFile index(String name) {
        return new IndexFile(folder.of(name), trust);
    }

    /** Forgets it, with its index and the jars that were fetched. */
    public void remove(String name) throws IOException, InterruptedException {
        lock.lockInterruptibly();
        try {
            folder.delete(get(name).name());
        } finally {
            lock.unlock();
        }
    }

    /** Looks whether there is a newer index. Without one that is good, the one before stays. */
    public Configured refresh(String name) throws IOException, InterruptedException {
        lock.lockInterruptibly();
        try {
            return refreshed(get(name));
        } finally {
            lock.unlock();
        }
    }

    /** The last good index, wherever its place is now. */
    public Index index(Configured repository) throws IOException {
        return index(repository.name()).read(repository);
    }

    /** The jar of a release: here already, or fetched, with the length and the digest that the index has. */
    public Path jar(Configured repository, Release release, Consumer<String> progress)
            throws IOException, InterruptedException {
        lock.lockInterruptibly();
        try {
            Path jars = Files.createDirectories(folder.of(repository.name()).resolve("jars"));
            StoredJars.makeRoom(jars, release.length());
            return new Download(repository.location().open(), jars).fetch(release, progress);
        } finally {
            lock.unlock();
        }
    }

    public Trust trust() {
        return trust;
    }
}
