package net.skywire.attach;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import net.skywire.app.App;
import net.skywire.app.spi.AppSeat;
import net.skywire.app.spi.NoSeatYetException;
import net.skywire.pipe.frame.SendCodecs;

/** What waits for its app or has it, by the apps' names. Any thread may call. */
final class Attachments {

    private static final Logger LOG = System.getLogger("net.skywire.attach");

    private final Map<String, Attachment> byName = new ConcurrentHashMap<>();
    private final Duration longestWait;
    private final ScheduledExecutorService deadlines;
    private final SendCodecs codecs;
    private final Function<Attachment, String> whyNot;
    private final Runnable onChange;

    /**
     * @param longestWait for the app to be deployed and to take its seat
     * @param codecs of which each gets one
     * @param whyNot says why it has not
     * @param onChange called when it is worth asking for seats; must not block
     */
    Attachments(
            Duration longestWait,
            ScheduledExecutorService deadlines,
            SendCodecs codecs,
            Function<Attachment, String> whyNot,
            Runnable onChange) {
        this.longestWait = longestWait;
        this.deadlines = deadlines;
        this.codecs = codecs;
        this.whyNot = whyNot;
        this.onChange = onChange;
    }

    /** @throws IOException if there is one of that name, or no codec for it */
    void add(Attachment attachment) throws IOException {
        attachment.use(codecs.chooseConfigured());
        attachment.onChange(() -> {
            if (attachment.isOver()) {
                byName.remove(attachment.name(), attachment);
            }
            onChange.run();
        });
        Attachment there = byName.compute(
                attachment.name(), (name, before) -> before == null || before.isPast() ? attachment : before);
        if (there != attachment) {
            throw new IOException("app " + attachment.name() + " is attached already");
        }
        deadlines.schedule(() -> expire(attachment), longestWait.toMillis(), TimeUnit.MILLISECONDS);
        onChange.run();
    }

    private void expire(Attachment attachment) {
        if (byName.get(attachment.name()) == attachment && !attachment.isTaken()) {
            String reason = whyNot.apply(attachment);
            LOG.log(Level.WARNING, "{0} is given up: {1}", attachment, reason);
            attachment.withdraw(reason);
            byName.remove(attachment.name(), attachment);
        }
    }

    /** As {@link net.skywire.app.spi.NodeConnector#connect(AppSeat)}. */
    App take(AppSeat asked) throws IOException {
        String name = asked.config().name();
        Attachment attachment = byName.get(name);
        if (attachment == null || !attachment.isFor(asked.config())) {
            throw new NoSeatYetException("for an outside node to start it as " + name + " "
                    + asked.config().version());
        }
        try {
            return attachment.take(asked);
        } finally {
            if (attachment.isOver()) {
                byName.remove(name, attachment);
            }
        }
    }

    boolean isEmpty() {
        return byName.isEmpty();
    }

    /** All that are there, to be ended. */
    List<Attachment> all() {
        return List.copyOf(byName.values());
    }
}
