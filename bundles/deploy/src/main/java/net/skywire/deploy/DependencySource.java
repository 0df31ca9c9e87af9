package net.skywire.deploy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.osgi.annotation.versioning.ConsumerType;

/** A service of who knows bundles that an app may need beside its own jar. */
@ConsumerType
public interface DependencySource {

    /**
     * Finds the bundles that an app requires and this container lacks. May take long, as it may download them.
     *
     * @param jar the app's, checked already
     * @param progress told a line for each step
     * @return their jars, in the order in which to install them, to be copied at once; empty if nothing is missing, or it
     *     does not know what is
     * @throws RefusedException if it knows that what is there does not fit; the message says what was expected
     */
    List<Path> dependenciesOf(Path jar, Consumer<String> progress) throws IOException, InterruptedException;
}
