package net.skywire.pipe.descriptor;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.ServiceConfigurationError;

/** Chooses among the ways to call the C library, and says so in one line of the log. */
public final class DescriptorProviders {

    /** Takes the first that works. */
    public static final String AUTO = "auto";

    private static final Logger LOG = System.getLogger("net.skywire.pipe");
    private static final List<String> ORDER = List.of("panama", "jna");

    private DescriptorProviders() {}

    /**
     * @param wanted a provider's name, which is then used or nothing, or {@link #AUTO}
     * @throws IOException if there is no such provider, or it cannot work here; the message says why
     */
    public static Descriptors choose(Iterable<LibC> providers, String wanted) throws IOException {
        List<String> passedOver = new ArrayList<>();
        List<LibC> candidates = loadable(providers, passedOver);
        candidates.sort(Comparator.comparingInt(provider -> rank(provider.name())));
        LibC chosen = null;
        for (LibC provider : candidates) {
            String obstacle = obstacle(provider, wanted, chosen);
            if (obstacle == null) {
                chosen = provider;
            } else {
                passedOver.add(provider.name() + ": " + obstacle);
            }
        }
        if (chosen == null) {
            throw new IOException("descriptors: expected "
                    + (wanted.equals(AUTO) ? "a provider that works" : "provider " + wanted)
                    + ", found none" + remark(passedOver));
        }
        LOG.log(Level.INFO, "descriptors by {0}{1}", chosen.name(), remark(passedOver));
        return new Descriptors(chosen);
    }

    /** Why {@code provider} is not to be chosen; null if it is. */
    private static String obstacle(LibC provider, String wanted, LibC chosen) {
        if (!wanted.equals(AUTO) && !wanted.equals(provider.name())) {
            return "not asked for";
        }
        return chosen == null ? provider.obstacle().orElse(null) : "comes after " + chosen.name();
    }

    private static int rank(String name) {
        int rank = ORDER.indexOf(name);
        return rank < 0 ? ORDER.size() : rank;
    }

    /** A provider made for a newer Java cannot even be loaded. */
    private static List<LibC> loadable(Iterable<LibC> providers, List<String> passedOver) {
        List<LibC> loaded = new ArrayList<>();
        Iterator<LibC> all = providers.iterator();
        while (true) {
            try {
                loaded.add(all.next());
            } catch (NoSuchElementException e) {
                return loaded;
            } catch (ServiceConfigurationError e) {
                passedOver.add(e.getCause() == null ? e.getMessage() : e.getMessage() + ": " + e.getCause());
            } catch (UnsupportedClassVersionError e) {
                passedOver.add(
                        "panama: needs Java 22, this is " + Runtime.version().feature());
            }
        }
    }

    private static String remark(List<String> passedOver) {
        return passedOver.isEmpty() ? "" : "; passed over " + String.join(", ", passedOver);
    }
}
