package net.skywire.testkit;

import java.io.IOException;
import java.time.Duration;
import net.skywire.app.Addr;
import net.skywire.testkit.link.PeerSeat;

/** An app that the test plays: it dials the app that is tested, and is dialled by it. Any thread may call. */
public final class TestPeer {

    private final SkywireNode node;
    private final PeerSeat seat;

    TestPeer(SkywireNode node, PeerSeat seat) {
        this.node = node;
        this.seat = seat;
    }

    /** Where the app reaches this peer. */
    public Addr addr() {
        return seat.addr();
    }

    /**
     * Opens a loop to the app; waits for its answer within the node's limit. The loop is closed after the test.
     *
     * @throws java.net.ConnectException if the answer is no; the message carries the reason
     * @throws java.net.SocketTimeoutException if there is no answer
     */
    public PeerLoop dial(RunningApp app) throws IOException {
        return new PeerLoop(node, seat.dial(app.addr(), node.limit()));
    }

    /** Waits, within the node's limit, for the next loop that the app opens. It is closed after the test. */
    public PeerLoop accept() {
        try {
            return new PeerLoop(node, seat.accept(node.limit()));
        } catch (IOException e) {
            throw new AssertionError("expected a loop to " + addr() + ", " + e.getMessage() + node.remarks(), e);
        }
    }

    /** From now on answers no to whoever dials, as an app that is full or does not want to. */
    public TestPeer refuse(String reason) {
        seat.refuse(reason);
        return this;
    }

    /** From now on each message and each end on this peer's loops takes so long, in either direction. */
    public TestPeer delay(Duration each) {
        seat.speed().delay(each);
        return this;
    }

    /** From now on each of this peer's loops carries so many bytes a second, in either direction. */
    public TestPeer bandwidth(int bytesPerSecond) {
        seat.speed().bandwidth(bytesPerSecond);
        return this;
    }
}
