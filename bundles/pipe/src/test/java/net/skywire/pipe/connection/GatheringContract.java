package net.skywire.pipe.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import net.skywire.app.Addr;
import net.skywire.app.LoopAddr;
import net.skywire.app.PubKey;
import net.skywire.pipe.Limits;
import net.skywire.pipe.SeatLimits;
import net.skywire.pipe.descriptor.LibC;
import net.skywire.pipe.descriptor.PipePair;
import net.skywire.pipe.descriptor.TwoPipes;
import net.skywire.pipe.frame.FrameType;
import net.skywire.pipe.frame.JavaSendCodec;
import net.skywire.pipe.frame.SendView;
import net.skywire.pipe.loop.LoopChannel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Loops on real pipes, whose messages gather while others are on their way. A writer stops now and then and waits for the
 * other end, which has to hear everything by then, whoever was to write it: a message that was left lying would be waited
 * for without end.
 */
@Timeout(90)
public abstract class GatheringContract {

    private static final PubKey KEY = PubKey.parse("02" + "ab".repeat(32));
    private static final int LOOPS = 3;
    private static final int BURSTS = 1_500;
    private static final int LONGEST_BURST = 300;
    private static final int WINDOW = Limits.SEND_WINDOW;

    private Side near;
    private Side far;

    /** The provider under test. */
    protected abstract LibC libc();

    /** One side of the pipes, with an app that has an end of each loop. */
    private static final class Side implements PipeOwner {
        private final PipeConnection connection;
        private final PipeLoops loops;
        private final List<LoopChannel> channels = new ArrayList<>();

        Side(String name, PipePair pipe) throws IOException {
            PipeEnds ends = new PipeEnds(pipe.in(), pipe.out(), new JavaSendCodec());
            connection = new PipeConnection(name, ends, this, Limits.REQUEST_IDS);
            PeerDialect dialect = new PeerDialect();
            dialect.isOurs();
            loops = new PipeLoops(connection, dialect, port -> true, addr -> {}, SeatLimits.DEFAULT);
            for (int port = 1; port <= LOOPS; port++) {
                add(new LoopAddr(port, new Addr(KEY, 10)));
            }
            connection.start();
        }

        private void add(LoopAddr addr) throws IOException {
            LoopChannel channel =
                    new LoopChannel(new Addr(KEY, addr.port()), addr.remote(), WINDOW, Runnable::run, loop -> {});
            PipeLoop loop = loops.add(addr, WINDOW);
            channel.connect(loop);
            loop.connect(channel);
            loop.open();
            channels.add(channel);
        }

        @Override
        public void request(byte type, int id, ByteBuffer body) {
            if (type == FrameType.SEND) {
                loops.send(id, body);
            } else {
                loops.close(id, body);
            }
        }

        @Override
        public void send(int id, SendView send) {
            loops.send(id, send);
        }

        @Override
        public void ended(IOException cause) {
            loops.end(cause == null ? new IOException("the pipe is closed") : cause);
        }
    }

    @BeforeEach
    void open() throws Exception {
        PipePair[] sides = TwoPipes.open(libc());
        near = new Side("near", sides[0]);
        far = new Side("far", sides[1]);
    }

    @AfterEach
    void close() {
        near.connection.close();
        far.connection.close();
    }

    @Test
    void leavesNothingLyingWhenAWriterStops() throws Exception {
        List<FutureTask<Void>> apps = new ArrayList<>();
        for (int at = 0; at < LOOPS; at++) {
            LoopChannel writing = near.channels.get(at);
            LoopChannel reading = far.channels.get(at);
            int seed = at;
            apps.add(new FutureTask<>(() -> write(writing, new Random(seed))));
            apps.add(new FutureTask<>(() -> read(reading, new Random(seed))));
        }

        apps.forEach(app -> new Thread(app).start());

        for (FutureTask<Void> app : apps) {
            app.get(80, TimeUnit.SECONDS);
        }
    }

    private static Void write(LoopChannel loop, Random random) throws IOException {
        ByteBuffer number = ByteBuffer.allocate(Integer.BYTES);
        for (int burst = 0; burst < BURSTS; burst++) {
            for (int left = random.nextInt(LONGEST_BURST); left >= 0; left--) {
                loop.write(number.clear().putInt(0, left));
            }
            loop.read(number.clear());
            assertEquals(burst, number.getInt(0));
        }
        return null;
    }

    private static Void read(LoopChannel loop, Random random) throws IOException {
        ByteBuffer number = ByteBuffer.allocate(Integer.BYTES);
        for (int burst = 0; burst < BURSTS; burst++) {
            for (int left = random.nextInt(LONGEST_BURST); left >= 0; left--) {
                loop.read(number.clear());
                assertEquals(left, number.getInt(0));
            }
            loop.write(number.clear().putInt(0, burst));
        }
        return null;
    }
}
