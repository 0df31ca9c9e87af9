package net.skywire.repository.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
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
import net.skywire.repository.choice.Choice.PassedOver;
import net.skywire.repository.choice.Offer;
import net.skywire.repository.index.Channel;
import net.skywire.repository.store.Configured;
import net.skywire.repository.store.Repositories;
import net.skywire.repository.words.Words;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Version;

/** The forms of the command that deploy something. */
record Installing(BundleContext context, Repositories repositories, Deployments deployments, Said said) {

    void install(Words words) throws IOException, InterruptedException {
        Set<Consent> consents = consents(words);
        boolean offline = words.takeFlag("--offline");
        Optional<Channel> channel = words.takeOption("--channel").map(Channel::parse);
        Wanted wanted = Wanted.parse(words.take("APP"));
        words.expectNoMore();
        if (!offline) {
            refresh(repositories.all());
        }
        Catalog catalog = Catalog.read(context, repositories);
        List<Offer> offers = offers(wanted, channel, catalog);
        Choice choice = catalog.choose(offers, channel);
        Offer offer = choice.offer().orElseThrow(() -> nothingFits(wanted, choice.passedOver()));
        for (PassedOver passedOver : choice.passedOver()) {
            said.line("not " + passedOver);
        }
        String done = deploy(offer, consents);
        said.result(
                List.of(done),
                Map.of(
                        "app", wanted.app(),
                        "version", offer.release().version().toString(),
                        "repository", offer.repository().name(),
                        "passed_over", Looking.passedOver(choice.passedOver()),
                        "done", done));
    }

    private static Set<Consent> consents(Words words) {
        Set<Consent> consents = EnumSet.noneOf(Consent.class);
        Map<String, Set<Consent>> flags = Map.of(
                "--older", Set.of(Consent.OLDER),
                "--force", Set.of(Consent.REFRESH, Consent.AGAIN),
                "--grant", Set.of(Consent.GRANT));
        flags.forEach((flag, consent) -> {
            if (words.takeFlag(flag)) {
                consents.addAll(consent);
            }
        });
        return consents;
    }

    /** Without the network it goes on with what is known. */
    private void refresh(List<Configured> all) throws InterruptedException {
        for (Configured repository : all) {
            try {
                said.progress("looking for a newer index of " + repository.name());
                repositories.refresh(repository.name());
            } catch (IOException e) {
                said.progress("going on with the last index of " + repository.name() + ": " + e.getMessage());
            }
        }
    }

    private List<Offer> offers(Wanted wanted, Optional<Channel> channel, Catalog catalog) throws IOException {
        Optional<Channel> from = wanted.version().isPresent() ? Optional.of(Channel.BETA) : channel;
        List<Offer> all = catalog.offers(wanted.app(), from);
        Optional<String> repository = wanted.repository().or(() -> origin(wanted.app()));
        List<Offer> found = all.stream()
                .filter(offer ->
                        repository.isEmpty() || offer.repository().name().equals(repository.get()))
                .filter(offer -> wanted.version().isEmpty()
                        || offer.release().version().equals(wanted.version().get()))
                .toList();
        if (found.isEmpty()) {
            throw all.isEmpty()
                    ? unknown(wanted.app(), catalog)
                    : new IOException("expected one of the versions that repo info " + wanted.app()
                            + " shows, in the repository that was asked for, or that it came from");
        }
        List<String> names = found.stream()
                .map(offer -> offer.repository().name())
                .distinct()
                .toList();
        if (names.size() > 1) {
            throw new IOException(wanted.app() + " is in the repositories " + String.join(", ", names)
                    + ": say which, such as " + names.get(0) + '/' + wanted.app());
        }
        return found;
    }

    /** The repository from which an app has come that is deployed. */
    private Optional<String> origin(String app) {
        return deployed(app).flatMap(Installing::origin);
    }

    private Optional<DeployedApp> deployed(String app) {
        return deployments.apps().stream()
                .filter(deployed -> deployed.symbolicName().equals(app))
                .findFirst();
    }

    private static Optional<String> origin(DeployedApp app) {
        String origin = app.origin();
        int colon = origin.indexOf(": ");
        return origin.startsWith("repo ") && colon > 0
                ? Optional.of(origin.substring("repo ".length(), colon))
                : Optional.empty();
    }

    static IOException unknown(String app, Catalog catalog) {
        List<String> faults = catalog.faults();
        return new IOException("no repository has " + app + " in the channel; see repo search"
                + (faults.isEmpty() ? "" : ": " + String.join("; ", faults)));
    }

    private static IOException nothingFits(Wanted wanted, List<PassedOver> passedOver) {
        List<String> reasons = passedOver.stream().map(PassedOver::toString).toList();
        return new IOException("no version of " + wanted.app() + " is for this node: " + wanted.app() + ' '
                + String.join("; ", reasons));
    }

    private String deploy(Offer offer, Set<Consent> consents) throws IOException, InterruptedException {
        Path jar = repositories.jar(offer.repository(), offer.release(), said::progress);
        String origin = "repo " + offer.repository().name() + ": " + offer.release();
        String done = deployments.deploy(jar, origin, consents, said::progress);
        return done.isEmpty() ? offer.release() + " is deployed already" : done;
    }

    void update(Words words) throws IOException, InterruptedException {
        Set<Consent> consents = consents(words);
        boolean offline = words.takeFlag("--offline");
        List<DeployedApp> apps = apps(words);
        words.expectNoMore();
        List<String> names =
                apps.stream().flatMap(app -> origin(app).stream()).distinct().toList();
        if (!offline) {
            refresh(repositories.all().stream()
                    .filter(repository -> names.contains(repository.name()))
                    .toList());
        }
        Catalog catalog = Catalog.read(context, repositories);
        List<String> lines = new ArrayList<>();
        List<Map<String, Object>> objects = new ArrayList<>();
        int failed = 0;
        for (DeployedApp app : apps) {
            Map<String, Object> object = new LinkedHashMap<>(Map.of("app", app.symbolicName(), "from", app.version()));
            try {
                lines.addAll(update(app, catalog, consents, object));
            } catch (IOException e) {
                failed++;
                lines.add("not updated: " + app.symbolicName() + ": " + e.getMessage());
                object.put("fault", e.getMessage());
            }
            objects.add(object);
        }
        said.result(
                lines.isEmpty() ? List.of("nothing here has come from a repository") : lines, Map.of("apps", objects));
        if (failed > 0) {
            throw new IOException(failed + " of " + apps.size() + " not updated");
        }
    }

    /** Those that are named, or all that have come from a repository. */
    private List<DeployedApp> apps(Words words) throws IOException {
        List<DeployedApp> apps = new ArrayList<>();
        for (Optional<String> word = words.takeIfAny(); word.isPresent(); word = words.takeIfAny()) {
            String name = word.get();
            DeployedApp app = deployed(name).orElseThrow(() -> new IOException(name + " is not deployed"));
            if (origin(app).isEmpty()) {
                throw new IOException(name + " has not come from a repository, but from " + app.origin());
            }
            apps.add(app);
        }
        return apps.isEmpty()
                ? deployments.apps().stream()
                        .filter(app -> origin(app).isPresent())
                        .toList()
                : apps;
    }

    private List<String> update(DeployedApp app, Catalog catalog, Set<Consent> consents, Map<String, Object> object)
            throws IOException, InterruptedException {
        Configured repository = repositories.get(origin(app).orElseThrow());
        Version present = Version.parseVersion(app.version());
        List<Offer> all = catalog.offers(app.symbolicName(), Optional.of(Channel.BETA)).stream()
                .filter(offer -> offer.repository().name().equals(repository.name()))
                .toList();
        Channel channel = all.stream()
                .filter(offer -> offer.release().version().equals(present))
                .map(offer -> offer.release().channel())
                .findFirst()
                .filter(Channel.BETA::equals)
                .orElse(repository.channel());
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
            lines.add(deploy(choice.offer().get(), consents));
        }
        return lines;
    }
}
