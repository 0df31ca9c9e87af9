package net.skywire.repository.choice;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import net.skywire.repository.index.Release;
import org.osgi.resource.Resource;

/**
 * Which of an app's versions is for this node.
 *
 * @param offer the newest that fits; empty if none does
 * @param passedOver the newer ones, newest first
 */
public record Choice(Optional<Offer> offer, List<PassedOver> passedOver) {

    /** @param reason why it does not fit, such as {@code needs Java 21, this is 17} */
    public record PassedOver(Release release, String reason) {

        @Override
        public String toString() {
            return release.version() + " " + reason;
        }
    }

    public Choice {
        passedOver = List.copyOf(passedOver);
    }

    /** @param misfit why something does not fit; empty if it does */
    static Choice among(List<Offer> offers, Function<Resource, Optional<String>> misfit) {
        List<Offer> newestFirst = new ArrayList<>(offers);
        newestFirst.sort(
                Comparator.comparing((Offer offer) -> offer.release().version()).reversed());
        List<PassedOver> passedOver = new ArrayList<>();
        for (Offer offer : newestFirst) {
            Optional<String> reason = misfit.apply(offer.release().resource());
            if (reason.isEmpty()) {
                return new Choice(Optional.of(offer), passedOver);
            }
            passedOver.add(new PassedOver(offer.release(), reason.get()));
        }
        return new Choice(Optional.empty(), passedOver);
    }
}
