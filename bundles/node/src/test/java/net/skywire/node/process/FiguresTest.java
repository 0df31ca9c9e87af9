package net.skywire.node.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.channels.Pipe;
import java.util.List;
import java.util.OptionalLong;
import net.skywire.app.Addr;
import net.skywire.app.AppConfig;
import net.skywire.app.Loop;
import net.skywire.host.AppFigures.Figures;
import net.skywire.node.exchange.BundleApp;
import net.skywire.pipe.connection.PeerDialect;
import net.skywire.pipe.frame.Dialect;
import net.skywire.pipe.frame.FrameType;
import net.skywire.pipe.session.FramePipe;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is counted of apps. */
@Timeout(30)
class FiguresTest extends SeatsOfANode {

    private ProcessSeat seat;

    private FramePipe process(String name, int port) throws Exception {
        FramePipe pipe = new FramePipe(Pipe.open(), Pipe.open());
        pipes.add(pipe);
        seat = new ProcessSeat(exchange, new Open(name, port), pipe.ofNode(), new PeerDialect(Dialect.BOTH), threads);
        seat.start();
        assertEquals("-1 0 null", pipe.ask(FrameType.INIT, INIT));
        return pipe;
    }

    private BundleApp app(String name, int port) throws Exception {
        return new BundleApp(exchange, new AppConfig(name, "1.0"), List.of(), port, limits, appThreads, left -> {});
    }

    private static Figures figures(int loops, long in, long out) {
        return new Figures(loops, in, out, OptionalLong.empty());
    }

    private Figures ofProcess() {
        return seat.figures(OptionalLong.empty());
    }

    @Test
    void areOfBundlesAndCountThoseOfClosedLoopsToo() throws Exception {
        BundleApp server = app("server", 10);
        BundleApp client = app("client", 0);
        assertEquals(figures(0, 0, 0), server.figures());
        Loop near = client.app().dial(new Addr(KEY, 10), LONG);
        Loop far = server.app().accept(LONG);
        near.write(bytes("ping"));
        read(far);
        far.output().write(new byte[100_000]);

        assertEquals(figures(1, 100_000, 4), client.figures());
        assertEquals(figures(1, 4, 100_000), server.figures());

        near.close();
        far.close();
        assertEquals(figures(0, 100_000, 4), client.figures());
        assertEquals(figures(0, 4, 100_000), server.figures());
        client.app().close();
        server.app().close();
    }

    @Test
    void areOfProcessesAndCountWhatIsInTheirMessages() throws Exception {
        BundleApp server = app("server", 10);
        FramePipe client = process("helloworld", 20);
        client.ask(FrameType.CREATE_LOOP, address(10));
        Loop far = server.app().accept(LONG);
        assertEquals("-1 0 null", client.ask(FrameType.SEND, send(49152, 10, "cGluZw==")));
        assertEquals("ping", read(far));

        far.write(bytes("pong!"));

        assertTrue(client.next().contains("cG9uZyE="));
        assertEquals(figures(1, 5, 4), ofProcess());
        assertEquals(figures(1, 4, 5), server.figures());
        server.app().close();
    }

    @Test
    void areTheSameForTextThatIsPassedOnAsItIs() throws Exception {
        FramePipe server = process("helloworld", 10);
        ProcessSeat ofServer = seat;
        FramePipe client = process("helloworld", 20);
        open(client, server, 10);

        client.frame(FrameType.SEND, 1, send(49152, 10, "cGluZw=="));

        assertTrue(server.next().contains("cGluZw=="));
        assertEquals(figures(1, 0, 4), ofProcess());
        assertEquals(figures(1, 4, 0), ofServer.figures(OptionalLong.empty()));
    }

    @Test
    void tellTheMemoryOfAProcessThatRuns() throws Exception {
        Process process = new ProcessBuilder("sleep", "60").start();
        OptionalLong memory = ResidentMemory.of(process.pid());
        process.destroyForcibly().waitFor();

        assertTrue(memory.orElse(0) > 4096, memory::toString);
        assertTrue(memory.orElse(0) < 100 << 20, memory::toString);
        assertEquals(OptionalLong.empty(), ResidentMemory.of(process.pid()));
        assertEquals(OptionalLong.empty(), ResidentMemory.of(-1));
    }
}
