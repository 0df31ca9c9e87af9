package net.skywire.verify;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import net.skywire.deploy.RefusedException;
import net.skywire.deploy.jar.AppBundleJar;
import org.osgi.framework.BundleException;

/** All checks of one jar, one after the other. For one thread. */
final class Verification {

    /** Bytes in a jar that a node takes. */
    static final long MAX_LENGTH = 64L * 1024 * 1024;

    private static final List<String> ALL =
            List.of("jar", "signature", "api", "asks", "update", "imports", "start", "reach", "stop", "unload");

    private final Path folder;
    private final Options options;
    private final Patience patience;
    private final LogWatch log;
    private final Report report;
    private Set<String> apps = Set.of();

    /** @param folder an empty one, for this class alone */
    Verification(Path folder, Options options, Patience patience, LogWatch log) {
        this.folder = folder;
        this.options = options;
        this.patience = patience;
        this.log = log;
        this.report = new Report(options.jar());
    }

    Report run() throws IOException, BundleException {
        Optional<AppBundleJar> described = jar();
        if (described.isPresent()) {
            Path copy = Files.copy(options.jar(), folder.resolve("app.jar"));
            ProductBundles bundles = ProductBundles.unpack(Files.createDirectory(folder.resolve("bundles")));
            look(copy, described.get(), bundles);
            tryOut(copy, bundles);
        }
        skipTheRest();
        return report;
    }

    private Optional<AppBundleJar> jar() throws IOException {
        if (Files.isRegularFile(options.jar()) && Files.size(options.jar()) > MAX_LENGTH) {
            report.add(Finding.failed("jar", "expected up to " + MAX_LENGTH + " bytes, got more"));
            return Optional.empty();
        }
        try {
            AppBundleJar jar = AppBundleJar.read(options.jar());
            report.add(Finding.ok("jar", jar + ", whole, " + Files.size(options.jar()) + " bytes"));
            return Optional.of(jar);
        } catch (RefusedException e) {
            report.add(Finding.failed("jar", e.getMessage()));
            return Optional.empty();
        }
    }

    /** What can be known without running it. None of these depends on another. */
    private void look(Path jar, AppBundleJar described, ProductBundles bundles) throws IOException {
        AppManifest manifest = AppManifest.of(jar);
        report.add(new SignerCheck(Files.createDirectory(folder.resolve("publishers")), options).check(jar));
        report.add(ApiCheck.check(manifest, bundles.api()));
        report.add(asks(manifest.asked()));
        if (options.previous().isPresent()) {
            report.add(UpdateCheck.check(options.previous().get(), jar, described));
        }
    }

    private static Finding asks(Map<String, String> asked) {
        String text = asked.entrySet().stream()
                .map(each -> each.getKey() + ": " + each.getValue())
                .collect(Collectors.joining("; "));
        return Finding.ok("asks", text.isEmpty() ? "for nothing: it has no header Skywire-..." : text);
    }

    private void tryOut(Path jar, ProductBundles bundles) throws IOException, BundleException {
        try (TrialNode node = TrialNode.start(Files.createDirectory(folder.resolve("node")), bundles)) {
            Trial trial = new Trial(node, jar, options, patience, log);
            for (Step step : List.<Step>of(trial::imports, trial::start, trial::reach, trial::stop, trial::unload)) {
                Finding finding = step.take();
                report.add(finding);
                apps = trial.apps();
                if (finding.hasFailed() && !List.of("reach", "stop").contains(finding.check())) {
                    return;
                }
            }
        }
    }

    /** The names of the apps that have started. */
    Set<String> apps() {
        return apps;
    }

    private interface Step {
        Finding take() throws IOException;
    }

    private void skipTheRest() {
        List<String> done = report.findings().stream().map(Finding::check).toList();
        ALL.stream()
                .filter(check -> !done.contains(check))
                .filter(check -> !check.equals("update") || options.previous().isPresent())
                .forEach(check -> report.add(Finding.skipped(check)));
    }
}
