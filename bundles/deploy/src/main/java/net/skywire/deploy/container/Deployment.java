package net.skywire.deploy.container;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.skywire.deploy.folder.AppsFolder;
import net.skywire.deploy.publisher.PublishersFolder;
import net.skywire.deploy.signature.SignatureCheck;
import net.skywire.deploy.signature.SignatureMode;
import net.skywire.deploy.transaction.Deployer;
import net.skywire.host.StatusNotice;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;

/**
 * Hot deployment from the folder {@code skywire.apps}, which is {@code apps} in {@code skywire.home} unless set. It
 * begins when the configuration is there, whose key {@code signatures} says which apps are taken; publishers are in the
 * folder {@code skywire.publishers}, which is {@code conf/publishers} unless set.
 */
@Component(
        service = StatusNotice.class,
        immediate = true,
        configurationPid = "net.skywire.node",
        configurationPolicy = ConfigurationPolicy.REQUIRE)
public final class Deployment implements StatusNotice {

    private static final Logger LOG = System.getLogger("net.skywire.deploy");
    private static final String DEVELOPMENT =
            "signatures: development: apps that nobody has signed are taken; for all but development, set required";

    private final BundleContext context;
    private final Path apps;
    private final Path publishers;
    private volatile SignatureMode mode;
    private volatile AppsFolder folder;

    @Activate
    public Deployment(BundleContext context, Map<String, Object> configuration) {
        this(
                context,
                folder(context, "apps", "apps").orElse(null),
                folder(context, "publishers", "conf/publishers")
                        .orElseGet(() -> context.getDataFile("publishers").toPath()),
                mode(configuration));
    }

    /** @param apps the folder to watch; without one, nothing is deployed */
    Deployment(BundleContext context, Path apps, Path publishers, SignatureMode mode) {
        this.context = context;
        this.apps = apps;
        this.publishers = publishers;
        this.mode = mode;
        open();
    }

    private static Optional<Path> folder(BundleContext context, String name, String inHome) {
        return Optional.ofNullable(context.getProperty("skywire." + name))
                .map(Path::of)
                .or(() ->
                        Optional.ofNullable(context.getProperty("skywire.home")).map(home -> Path.of(home, inHome)));
    }

    private static SignatureMode mode(Map<String, Object> configuration) {
        try {
            Object text = configuration.get("signatures");
            return text == null ? SignatureMode.REQUIRED : SignatureMode.parse(text.toString());
        } catch (IllegalArgumentException e) {
            LOG.log(Level.ERROR, "{0}; they are required", e.getMessage());
            return SignatureMode.REQUIRED;
        }
    }

    /** Another mode counts at once, for jars that were refused too. */
    @Modified
    void configure(Map<String, Object> configuration) throws IOException {
        SignatureMode next = mode(configuration);
        if (next != mode) {
            close();
            mode = next;
            open();
        }
    }

    /** Without the folder, what is deployed already runs on. */
    private void open() {
        if (mode == SignatureMode.DEVELOPMENT) {
            LOG.log(Level.WARNING, DEVELOPMENT);
        }
        if (apps == null) {
            LOG.log(Level.INFO, "neither skywire.apps nor skywire.home is set: no apps are deployed from a folder");
            return;
        }
        try {
            SignatureCheck signatures = new SignatureCheck(mode, new PublishersFolder(publishers));
            Deployer deployer =
                    new Deployer(context, context.getDataFile("copies").toPath(), signatures);
            AppsFolder fresh = new AppsFolder(apps, deployer);
            fresh.retryOnChangeOf(publishers);
            fresh.start();
            folder = fresh;
        } catch (IOException e) {
            LOG.log(Level.ERROR, "no apps are deployed from {0}: {1}", apps, e);
        }
    }

    @Override
    public List<String> notices() {
        AppsFolder now = folder;
        List<String> notices = new ArrayList<>(now == null ? List.of() : now.refused());
        if (mode == SignatureMode.DEVELOPMENT) {
            notices.add(DEVELOPMENT);
        }
        return notices;
    }

    @Deactivate
    void close() throws IOException {
        if (folder != null) {
            folder.close();
            folder = null;
        }
    }
}
