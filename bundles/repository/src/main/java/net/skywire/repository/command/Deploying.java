package net.skywire.repository.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.skywire.deploy.Consent;
import net.skywire.deploy.DeployedApp;
import net.skywire.deploy.Deployments;
import net.skywire.repository.choice.Offer;
import net.skywire.repository.store.Configured;
import net.skywire.repository.store.Repositories;
import net.skywire.repository.words.Words;

/** What installing and updating have in common. */
record Deploying(Repositories repositories, Deployments deployments, Said said) {

    static Set<Consent> consents(Words words) {
        Set<Consent> consents = EnumSet.noneOf(Consent.class);
        Map<String, Set<Consent>> flags = Map.of(
                "--older", Set.of(Consent.OLDER),
                "--refresh", Set.of(Consent.REFRESH),
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
    void refresh(List<Configured> all) throws InterruptedException {
        for (Configured repository : all) {
            try {
                said.progress("looking for a newer index of " + repository.name());
                repositories.refresh(repository.name());
            } catch (IOException e) {
                said.progress("going on with the last index of " + repository.name() + ": " + e.getMessage());
            }
        }
    }

    Optional<DeployedApp> deployed(String app) {
        return deployments.apps().stream()
                .filter(deployed -> deployed.symbolicName().equals(app))
                .findFirst();
    }

    static Optional<String> origin(DeployedApp app) {
        String origin = app.origin();
        int colon = origin.indexOf(": ");
        return origin.startsWith("repo ") && colon > 0
                ? Optional.of(origin.substring("repo ".length(), colon))
                : Optional.empty();
    }

    String deploy(Offer offer, Set<Consent> consents) throws IOException, InterruptedException {
        Path jar = repositories.jar(offer.repository(), offer.release(), said::progress);
        String origin = "repo " + offer.repository().name() + ": " + offer.release();
        String done = deployments.deploy(jar, origin, consents, said::progress);
        return done.isEmpty() ? offer.release() + " is deployed already" : done;
    }
}
