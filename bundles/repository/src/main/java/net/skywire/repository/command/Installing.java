package net.skywire.repository.command;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.skywire.deploy.Consent;
import net.skywire.deploy.Deployments;
import net.skywire.repository.choice.Catalog;
import net.skywire.repository.choice.Choice;
import net.skywire.repository.choice.Choice.PassedOver;
import net.skywire.repository.choice.Offer;
import net.skywire.repository.index.Channel;
import net.skywire.repository.store.Repositories;
import net.skywire.repository.words.Words;
import org.osgi.framework.BundleContext;

/** The form of the command that deploys what was not there. */
record Installing(BundleContext context, Repositories repositories, Deployments deployments, Said said) {

    private Deploying deploying() {
        return new Deploying(repositories, deployments, said);
    }

    void install(Words words) throws IOException, InterruptedException {
        Set<Consent> consents = Deploying.consents(words);
        consents.add(Consent.AGAIN); // as with deploy, who asks for one app wants it tried
        boolean offline = words.takeFlag("--offline");
        Optional<Channel> channel = words.takeOption("--channel").map(Channel::parse);
        Wanted wanted = Wanted.parse(words.take("APP"));
        words.expectNoMore();
        if (!offline) {
            deploying().refresh(repositories.all());
        }
        Catalog catalog = Catalog.read(context, repositories);
        List<Offer> offers = offers(wanted, channel, catalog);
        Choice choice = catalog.choose(offers, channel);
        Offer offer = choice.offer().orElseThrow(() -> nothingFits(wanted, choice.passedOver()));
        for (PassedOver passedOver : choice.passedOver()) {
            said.line("not " + passedOver);
        }
        String done = deploying().deploy(offer, consents);
        said.result(
                List.of(done),
                Map.of(
                        "app", wanted.app(),
                        "version", offer.release().version().toString(),
                        "repository", offer.repository().name(),
                        "passed_over", Looking.passedOver(choice.passedOver()),
                        "done", done));
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
        return deploying().deployed(app).flatMap(Deploying::origin);
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
}
