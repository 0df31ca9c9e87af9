package net.skywire.pipe.loop;

import java.util.concurrent.atomic.LongAdder;

/** Counts what crosses the loops of one app. Any thread may call; those who count do not get in each other's way. */
public final class Traffic {

    private final LongAdder in = new LongAdder();
    private final LongAdder out = new LongAdder();

    /** The app has been sent so many bytes. */
    public void isSent(int length) {
        in.add(length);
    }

    /** The app has sent so many bytes. */
    public void sends(int length) {
        out.add(length);
    }

    public long bytesIn() {
        return in.sum();
    }

    public long bytesOut() {
        return out.sum();
    }
}
