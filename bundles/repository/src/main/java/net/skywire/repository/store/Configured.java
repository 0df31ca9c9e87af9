package net.skywire.repository.store;

import java.util.regex.Pattern;
import net.skywire.repository.index.Channel;
import net.skywire.repository.place.Location;

/**
 * A repository that the operator has added.
 *
 * @param name as the operator calls it
 * @param channel of what is installed from it unless another is asked for
 * @param increment of the newest index that was seen; no older one is taken
 * @param tag of that index, where the place gives one; empty otherwise
 * @param publisher who has signed that index; empty where nobody has
 */
public record Configured(
        String name, Location location, Channel channel, long increment, String tag, String publisher) {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,63}");

    /** @throws IllegalArgumentException if the name is none */
    public Configured {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "expected a name of up to 64 letters, digits and _ . -, got \"" + name + '"');
        }
    }

    public Configured with(Channel other) {
        return new Configured(name, location, other, increment, tag, publisher);
    }

    Configured seen(long newIncrement, String newTag, String newPublisher) {
        return new Configured(name, location, channel, newIncrement, newTag, newPublisher);
    }
}
