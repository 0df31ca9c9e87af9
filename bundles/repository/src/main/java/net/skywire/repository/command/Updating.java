package net.skywire.repository.command;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.skywire.deploy.Consent;
import net.skywire.deploy.DeployedApp;
import net.skywire.deploy.Deployments;
import net.skywire.repository.choice.Catalog;
import net.skywire.repository.choice.Choice;
import net.skywire.repository.choice.Offer;
import net.skywire.repository.index.Channel;
import net.skywire.repository.store.Configured;
import net.skywire.repository.store.Repositories;
import net.skywire.repository.words.Words;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Version;

/** The form of the command that deploys what is newer. */
record Updating(BundleContext context, Repositories repositories, Deployments deployments, Said said) {

    private Deploying deploying() {
        return new Deploying(repositories, deployments, said);
    }

    void update(Words words) throws IOException, InterruptedException {
        Set<Consent> consents = Deploying.consents(words);
        boolean offline = words.takeFlag("--offline");
        List<DeployedApp> apps = apps(words);
        words.expectNoMore();
        if (!offline) {
            refreshOriginsOf(apps);
        }
        Catalog catalog = Catalog.read(context, repositories);
        List<String> lines = new ArrayList<>();
        List<Map<String, Object>> objects = new ArrayList<>();
        for (DeployedApp app : apps) {
            objects.add(tried(app, catalog, consents, lines));
        }
        said.result(
                lines.isEmpty() ? List.of("nothing here has come from a repository") : lines, Map.of("apps", objects));
        long failed =
                objects.stream().filter(object -> object.containsKey("fault")).count();
        if (failed > 0) {
            throw new IOException(failed + " of " + apps.size() + " not updated");
        }
    }

    private void refreshOriginsOf(List<DeployedApp> apps) throws IOException, InterruptedException {
        List<String> names = apps.stream()
                .flatMap(app -> Deploying.origin(app).stream())
                .distinct()
                .toList();
        deploying()
                .refresh(repositories.all().stream()
                        .filter(repository -> names.contains(repository.name()))
                        .toList());
    }

    /** What became of one app costs the others nothing. */
    private Map<String, Object> tried(DeployedApp app, Catalog catalog, Set<Consent> consents, List<String> lines)
            throws InterruptedException {
        Map<String, Object> object = new LinkedHashMap<>(Map.of("app", app.symbolicName(), "from", app.version()));
        try {
            lines.addAll(update(app, catalog, consents, object));
        } catch (IOException e) {
            lines.add("not updated: " + app.symbolicName() + ": " + e.getMessage());
            object.put("fault", "" + e.getMessage());
        }
        return object;
    }

    /** Those that are named, or all that have come from a repository. */
    private List<DeployedApp> apps(Words words) throws IOException {
        List<DeployedApp> apps = new ArrayList<>();
        for (Optional<String> word = words.takeIfAny(); word.isPresent(); word = words.takeIfAny()) {
            String name = word.get();
            DeployedApp app = deploying().deployed(name).orElseThrow(() -> new IOException(name + " is not deployed"));
            if (Deploying.origin(app).isEmpty()) {
                throw new IOException(name + " has not come from a repository, but from " + app.origin());
            }
            apps.add(app);
        }
        return apps.isEmpty()
                ? deployments.apps().stream()
                        .filter(app -> Deploying.origin(app).isPresent())
                        .toList()
                : apps;
    }

    private List<String> update(DeployedApp app, Catalog catalog, Set<Consent> consents, Map<String, Object> object)
            throws IOException, InterruptedException {
        Configured repository = repositories.get(Deploying.origin(app).orElseThrow());
        List<Offer> all = catalog.offers(app.symbolicName(), Optional.of(Channel.BETA)).stream()
                .filter(offer -> offer.repository().name().equals(repository.name()))
                .toList();
        Version present = Version.parseVersion(app.version());
        Channel channel = channel(all, present, repository);
        List<Offer> newer = all.stream()
                .filter(offer -> channel.has(offer.release().channel()))
                .filter(offer -> offer.release().version().compareTo(present) > 0)
                .toList();
        Choice choice = catalog.choose(newer, Optional.of(channel));
        object.put("passed_over", Looking.passedOver(choice.passedOver()));
        List<String> lines = new ArrayList<>();
        choice.passedOver().forEach(each -> lines.add(app.symbolicName() + ": not " + each));
        if (choice.offer().isEmpty()) {
            lines.add(app.symbolicName() + ' ' + app.version() + " is the newest for this node");
        } else {
            object.put("to", choice.offer().get().release().version().toString());
            lines.add(deploying().deploy(choice.offer().get(), consents));
        }
        return lines;
    }

    /** The repository's, or beta as long as what runs is one. */
    private static Channel channel(List<Offer> all, Version present, Configured repository) {
        return all.stream()
                .filter(offer -> offer.release().version().equals(present))
                .map(offer -> offer.release().channel())
                .findFirst()
                .filter(Channel.BETA::equals)
                .orElse(repository.channel());
    }
}
