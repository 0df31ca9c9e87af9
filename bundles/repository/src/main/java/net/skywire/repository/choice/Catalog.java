package net.skywire.repository.choice;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import net.skywire.repository.index.Channel;
import net.skywire.repository.index.Release;
import net.skywire.repository.store.Configured;
import net.skywire.repository.store.Repositories;
import org.osgi.framework.BundleContext;

/** What all repositories of this node offer, by their last good indexes, at one moment. Immutable. */
public final class Catalog {

    private final BundleContext context;
    private final List<Offer> offers;
    private final List<String> faults;

    private Catalog(BundleContext context, List<Offer> offers, List<String> faults) {
        this.context = context;
        this.offers = List.copyOf(offers);
        this.faults = List.copyOf(faults);
    }

    /** @param context of the container in which the apps are to run */
    public static Catalog read(BundleContext context, Repositories repositories) throws IOException {
        List<Offer> offers = new ArrayList<>();
        List<String> faults = new ArrayList<>();
        for (Configured repository : repositories.all()) {
            try {
                for (Release release : repositories.index(repository).releases()) {
                    offers.add(new Offer(repository, release));
                }
            } catch (IOException e) { // it offers nothing, and costs the others nothing
                faults.add(e.getMessage());
            }
        }
        return new Catalog(context, offers, faults);
    }

    /** Of which repositories nothing is known, and why: a line each. */
    public List<String> faults() {
        return faults;
    }

    /** All of them, in any channel. */
    public List<Offer> offers() {
        return offers;
    }

    /** The versions of one app that are in a channel, which is each repository's own unless given. */
    public List<Offer> offers(String app, Optional<Channel> channel) {
        return inChannel(channel)
                .filter(offer -> offer.release().name().equals(app))
                .toList();
    }

    private Stream<Offer> inChannel(Optional<Channel> channel) {
        return offers.stream().filter(offer -> channel.orElse(offer.repository().channel())
                .has(offer.release().channel()));
    }

    /** The newest of {@code offers}, which are versions of one app, that fits this container. */
    public Choice choose(List<Offer> offers, Optional<Channel> channel) {
        if (offers.isEmpty()) {
            return new Choice(Optional.empty(), List.of());
        }
        String app = offers.get(0).release().name();
        return Choice.among(offers, resolution(app, channel)::misfit);
    }

    /** For one app: what is to be replaced by it, and other versions of it, are no dependencies. */
    public Resolution resolution(String app, Optional<Channel> channel) {
        List<Offer> others = inChannel(channel)
                .filter(offer -> !offer.release().name().equals(app))
                .toList();
        return new Resolution(Surroundings.of(context, app), others);
    }
}
