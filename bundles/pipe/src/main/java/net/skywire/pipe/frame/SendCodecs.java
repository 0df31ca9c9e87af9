package net.skywire.pipe.frame;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.concurrent.CopyOnWriteArrayList;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** The codecs there are, of which one is chosen for each pipe. Any thread may call. */
@Component(service = SendCodecs.class, configurationPid = "net.skywire.node")
public final class SendCodecs {

    /** Takes the first that works. */
    public static final String AUTO = "auto";

    private static final Logger LOG = System.getLogger("net.skywire.pipe");
    private static final List<String> ORDER = List.of("panama", "jni", "java");

    private final List<SendCodec> codecs = new CopyOnWriteArrayList<>(List.of(new JavaSendCodec()));
    private volatile String configured = AUTO;
    private volatile String last = "";

    /** Those of a plain process. */
    public static SendCodecs ofThisProcess() {
        SendCodecs found = new SendCodecs();
        Iterator<SendCodec> all = ServiceLoader.load(SendCodec.class, SendCodec.class.getClassLoader())
                .iterator();
        while (true) {
            try {
                found.add(all.next());
            } catch (NoSuchElementException e) {
                return found;
            } catch (ServiceConfigurationError | UnsupportedClassVersionError e) {
                LOG.log(Level.DEBUG, "codec passed over: {0}", e.getMessage());
            }
        }
    }

    @Activate
    @Modified
    void configure(Map<String, Object> properties) {
        configured = properties.get("codec") instanceof String name ? name : AUTO;
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    public void add(SendCodec codec) {
        codecs.add(codec);
    }

    public void remove(SendCodec codec) {
        codecs.remove(codec);
    }

    /** As {@link #choose}, of what the configuration {@code net.skywire.node} wants. */
    public SendCodec chooseConfigured() throws IOException {
        return choose(configured);
    }

    /**
     * Says so in the log whenever it chooses another than before.
     *
     * @param wanted a codec's name, which is then used or nothing, or {@link #AUTO}
     * @throws IOException if there is no such codec, or it cannot work here; the message says why
     */
    public SendCodec choose(String wanted) throws IOException {
        List<SendCodec> candidates = new ArrayList<>(codecs);
        candidates.sort(Comparator.comparingInt(codec -> rank(codec.name())));
        List<String> passedOver = new ArrayList<>();
        SendCodec chosen = null;
        for (SendCodec codec : candidates) {
            String obstacle = obstacle(codec, wanted, chosen);
            if (obstacle == null) {
                chosen = codec;
            } else {
                passedOver.add(codec.name() + ": " + obstacle);
            }
        }
        if (chosen == null) {
            throw new IOException("codec: expected " + wanted + ", found none" + remark(passedOver));
        }
        tell("codec " + chosen.description() + remark(passedOver));
        return chosen;
    }

    /** Why {@code codec} is not to be chosen; null if it is. */
    private static String obstacle(SendCodec codec, String wanted, SendCodec chosen) {
        if (!wanted.equals(AUTO) && !wanted.equals(codec.name())) {
            return "not asked for";
        }
        return chosen == null ? codec.obstacle().orElse(null) : "comes after " + chosen.name();
    }

    private static int rank(String name) {
        int rank = ORDER.indexOf(name);
        return rank < 0 ? ORDER.size() : rank;
    }

    private static String remark(List<String> passedOver) {
        return passedOver.isEmpty() ? "" : "; passed over " + String.join(", ", passedOver);
    }

    private void tell(String choice) {
        if (!choice.equals(last)) {
            last = choice;
            LOG.log(Level.INFO, choice);
        }
    }
}
