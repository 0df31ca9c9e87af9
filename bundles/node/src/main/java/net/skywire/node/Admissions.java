package net.skywire.node;

import java.net.BindException;
import java.net.ConnectException;
import net.skywire.app.AppConfig;
import net.skywire.app.spi.NoSeatYetException;
import net.skywire.app.spi.UnexpectedAppException;
import net.skywire.node.config.AppSettings;
import net.skywire.node.config.NodeConfig;

/** Which bundle may have a seat, and which port. The messages begin as the Go node's do. */
public final class Admissions {

    private Admissions() {}

    /**
     * What is configured for an app that may have a seat.
     *
     * @throws ConnectException if {@code asked} is not on the list, or not in this version, or not as a bundle
     */
    public static AppSettings settingsOf(AppConfig asked, NodeConfig config) throws ConnectException {
        if (!asked.protocolVersion().equals(AppConfig.PROTOCOL_VERSION)) {
            throw new ConnectException("unsupported protocol version");
        }
        String fault = config.faulty().get(asked.name());
        if (fault != null) {
            throw new ConnectException("unexpected app: its entry is wrong: " + fault);
        }
        AppSettings settings = config.settings(asked.name())
                .orElseThrow(() -> new UnexpectedAppException(
                        "unexpected app: \"" + asked.name() + "\" is not on the node's list of apps"));
        checkVersion(asked, settings);
        if (settings.process().isPresent()) {
            throw new ConnectException("unexpected app: " + asked.name() + " runs as a process here");
        }
        if (!config.modeOf(asked.name()).isEmbedded()) {
            throw new ConnectException("unexpected app: " + asked.name() + " has its node outside of this container");
        }
        return settings;
    }

    /** Whether the app, in whichever version, runs as a bundle at this node. */
    static boolean isKnown(String app, NodeConfig config) {
        return !config.faulty().containsKey(app)
                && config.settings(app)
                        .filter(settings -> settings.process().isEmpty())
                        .isPresent()
                && config.modeOf(app).isEmbedded();
    }

    private static void checkVersion(AppConfig asked, AppSettings settings) throws ConnectException {
        String version = settings.version().orElse(asked.version());
        if (!version.equals(asked.version())) {
            throw new ConnectException("unexpected app version: the node's list of apps says " + version + ", "
                    + asked.name() + " says " + asked.version());
        }
    }

    /** @throws NoSeatYetException if the app is to wait until the operator lets it start */
    public static void checkStarts(AppSettings settings) throws NoSeatYetException {
        if (!settings.autoStart()) {
            throw new NoSeatYetException("for auto_start, which is off in the node's configuration");
        }
    }

    /**
     * The port for an app: the operator's choice, then the app's wish, then 0 for any.
     *
     * @throws BindException if the wish is another app's port on the list
     */
    public static int portOf(AppSettings settings, int wish, NodeConfig config) throws BindException {
        if (settings.port().isPresent()) {
            return settings.port().getAsInt();
        }
        for (AppSettings other : config.apps().values()) {
            if (wish != 0 && other.port().orElse(0) == wish) {
                throw new BindException("port " + wish + " is for " + other.name() + " on the node's list of apps");
            }
        }
        return wish;
    }
}
