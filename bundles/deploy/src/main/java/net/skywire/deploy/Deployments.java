package net.skywire.deploy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The apps that are deployed as bundles. One thing is done at a time: whoever comes meanwhile waits. Any thread may call;
 * what is interrupted leaves all as it was.
 */
@ProviderType
public interface Deployments {

    /** The most apps at a time. */
    int MAX_APPS = 512;

    /** Begins the origin of what a watched file holds; its name follows. */
    String FILE = "file ";

    /**
     * Makes an app be what is in a jar, and run; the version before goes on until this one has proved itself, and again if
     * it fails soon after.
     *
     * @param jar is copied first, and may change or go afterwards
     * @param origin where it comes from, for the history and for operators, such as {@code file chat.jar}
     * @param consents what the operator agrees to
     * @param progress told a line for each step
     * @return what was done, for the operator; empty if the very same is deployed already
     * @throws RefusedException saying why all is as it was before
     * @throws IOException if jar or store cannot be read or written
     */
    String deploy(Path jar, String origin, Set<Consent> consents, Consumer<String> progress)
            throws IOException, InterruptedException;

    /** Ends an app and forgets its jars, but not its history. */
    String remove(String symbolicName) throws IOException, InterruptedException;

    /**
     * Puts back a version that was there before.
     *
     * @param version which; the last good one if empty
     */
    String rollBack(String symbolicName, Optional<String> version, Consumer<String> progress)
            throws IOException, InterruptedException;

    /**
     * Says what {@link #deploy} would do with a jar, without doing it: a line for each thing that an operator may want to
     * know, such as what it asks for, what that is more than before, and why it would be refused.
     */
    List<String> preview(Path jar, String origin, Set<Consent> consents) throws IOException, InterruptedException;

    /** Those that are deployed, by symbolic name. Does not block. */
    List<DeployedApp> apps();

    /** What has happened to an app, the last first; empty if nothing is known of it. Does not block. */
    List<DeployEvent> history(String symbolicName);

    /** All apps of which something is known, also those that are removed, by symbolic name. Does not block. */
    List<String> known();
}
