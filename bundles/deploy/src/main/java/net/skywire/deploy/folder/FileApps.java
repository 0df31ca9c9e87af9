package net.skywire.deploy.folder;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.skywire.deploy.Deployments;
import net.skywire.deploy.store.AppRecord;
import net.skywire.deploy.store.Digest;
import net.skywire.deploy.store.Revision;
import net.skywire.deploy.store.Store;
import net.skywire.deploy.transaction.Deployer;

/** Apps by the watched files that bring them. Any thread may call. */
public final class FileApps {

    private final Deployer deployer;

    public FileApps(Deployer deployer) {
        this.deployer = deployer;
    }

    /** The names of the files that have brought what is deployed, or what ran before. */
    Set<String> names() {
        return deployer.records().stream()
                .filter(each -> each.current().isPresent())
                .flatMap(each -> Stream.concat(
                        each.current().flatMap(Revision::file).stream(),
                        each.file().map(AppRecord.Content::name).stream()))
                .collect(Collectors.toSet());
    }

    private Optional<AppRecord> record(String fileName) {
        return deployer.records().stream().filter(each -> each.isOf(fileName)).findFirst();
    }

    /**
     * Deploys what is in a file, unless it was deployed from there before, and something else runs in its place now.
     *
     * @return what was done, for the log; empty if nothing had to be
     */
    String deploy(Path file) throws IOException, InterruptedException {
        String name = file.getFileName().toString();
        String digest = Digest.of(file, Store.MAX_LENGTH);
        boolean settled = record(name)
                .filter(each -> isReplaced(each, digest) || deployer.runs(each.symbolicName(), digest))
                .isPresent();
        return settled ? "" : deployer.deploy(file, Deployments.FILE + name, Set.of(), step -> {});
    }

    private static boolean isReplaced(AppRecord app, String digest) {
        return app.file().filter(last -> last.digest().equals(digest)).isPresent();
    }

    /** @return what was done, for the log; empty if the app of this file has come from elsewhere since, or is gone */
    String remove(String name) throws IOException, InterruptedException {
        Optional<AppRecord> app = record(name);
        if (app.isEmpty()) {
            return "";
        }
        deployer.forgetFile(app.get().symbolicName());
        boolean isItsOwn =
                app.get().current().flatMap(Revision::file).filter(name::equals).isPresent();
        return isItsOwn ? deployer.remove(app.get().symbolicName()) : "";
    }

    /** A line for each file that holds something else than what runs of its app. */
    public List<String> drift() {
        return deployer.records().stream().flatMap(FileApps::drift).toList();
    }

    private static Stream<String> drift(AppRecord app) {
        return app.file().stream().flatMap(last -> app.current().stream()
                .map(now -> last.name() + " is not what runs: " + app.symbolicName() + ' ' + now.version()
                        + " does, from " + now.origin()));
    }
}
