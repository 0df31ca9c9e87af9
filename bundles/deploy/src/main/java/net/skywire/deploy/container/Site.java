package net.skywire.deploy.container;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.skywire.deploy.folder.AppsFolder;
import net.skywire.deploy.folder.FileApps;
import net.skywire.deploy.signature.SignatureCheck;
import net.skywire.deploy.transaction.DeployLimits;
import net.skywire.deploy.transaction.Deployer;
import net.skywire.deploy.transaction.Deployer.Surroundings;

/** Deployment at work: the deployer, and the folder that is watched for it. */
final class Site implements AutoCloseable {

    private static final long LONGEST_END_MILLIS = 10_000;

    /**
     * @param apps the folder to watch, if any
     * @param publishers the folder of those whose apps are taken
     * @param data where it lasts what is deployed
     */
    record Folders(Optional<Path> apps, Path publishers, Path data) {}

    private final Deployer deployer;
    private final FileApps files;
    private final Optional<AppsFolder> folder;
    private final Thread restoring;

    Site(Surroundings around, Folders folders, SignatureCheck signatures, DeployLimits limits) throws IOException {
        deployer = new Deployer(around, folders.data(), signatures, limits);
        files = new FileApps(deployer);
        if (folders.apps().isPresent()) {
            AppsFolder watched = new AppsFolder(folders.apps().get(), files, deployer::restore);
            watched.retryOnChangeOf(folders.publishers());
            folder = Optional.of(watched);
        } else {
            folder = Optional.empty();
        }
        restoring = new Thread(null, this::restore, "skywire-deploy", 0, false);
        restoring.setDaemon(true);
    }

    private void restore() {
        try {
            deployer.restore();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    void start() {
        folder.ifPresentOrElse(AppsFolder::start, restoring::start);
    }

    Deployer deployer() {
        return deployer;
    }

    /** What operators are to know. */
    List<String> notices() {
        List<String> notices = new ArrayList<>();
        folder.ifPresent(watched -> notices.addAll(watched.refused()));
        notices.addAll(deployer.notices());
        notices.addAll(files.drift());
        return notices;
    }

    @Override
    public void close() throws IOException {
        if (folder.isPresent()) {
            folder.get().close();
        }
        restoring.interrupt();
        try {
            restoring.join(LONGEST_END_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        deployer.close();
    }
}
