package net.skywire.node.port;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.BindException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class PortTableTest {

    private record Owner(String name) {}

    private static final Owner CHAT = new Owner("chat");
    private static final Owner SSH = new Owner("ssh");

    private final PortTable<Owner> ports = new PortTable<>(Owner::name);
    private final PortTable<Owner> fromThreeBelowTheEnd = new PortTable<>(Owner::name, 65533);

    @ParameterizedTest
    @ValueSource(ints = {1, 49151, PortTable.FIRST_EPHEMERAL, 65535})
    void knowsTheOwnerOfAPort(int port) throws Exception {
        ports.bind(port, CHAT);

        assertEquals(Optional.of(CHAT), ports.owner(port));
    }

    @Test
    void knowsNoOwnerOfAPortThatIsFree() {
        assertEquals(Optional.empty(), ports.owner(1));
    }

    @Test
    void givesAPortToOneOwnerOnly() throws Exception {
        ports.bind(1, CHAT);

        var thrown = assertThrows(BindException.class, () -> ports.bind(1, SSH));

        assertEquals("port 1 is already bound to chat", thrown.getMessage());
        assertEquals(Optional.of(CHAT), ports.owner(1));
    }

    @Test
    void givesAPortOnceEvenToTheSameOwner() throws Exception {
        ports.bind(1, CHAT);

        var thrown = assertThrows(BindException.class, () -> ports.bind(1, CHAT));

        assertEquals("port 1 is already bound to chat", thrown.getMessage());
    }

    @Test
    void givesAReleasedPortToAnother() throws Exception {
        ports.bind(1, CHAT);

        ports.releaseAll(CHAT);
        ports.bind(1, SSH);

        assertEquals(Optional.of(SSH), ports.owner(1));
    }

    @Test
    void keepsAPortThatAnotherReleases() throws Exception {
        int port = ports.ephemeral(CHAT);

        ports.release(port, SSH);
        ports.release(2, SSH);

        assertEquals(Optional.of(CHAT), ports.owner(port));
    }

    @Test
    void keepsThePortOfAnAppWhenALoopThereIsReleased() throws Exception {
        ports.bind(1, CHAT);

        ports.release(1, CHAT);

        assertEquals(Optional.of(CHAT), ports.app(1));
    }

    @Test
    void givesAnAppThePortAtWhichAnotherHasALoop() throws Exception {
        int port = ports.ephemeral(CHAT);

        ports.bind(port, SSH);

        assertEquals(Optional.of(SSH), ports.app(port));
        assertTrue(ports.owns(port, CHAT) && ports.owns(port, SSH));
        ports.releaseAll(SSH);
        assertEquals(Optional.empty(), ports.app(port));
        assertTrue(ports.owns(port, CHAT) && !ports.owns(port, SSH));
    }

    @Test
    void reachesNobodyAtThePortOfALoop() throws Exception {
        assertEquals(Optional.empty(), ports.app(ports.ephemeral(CHAT)));
        assertEquals(Optional.of(SSH), ports.app(ports.bindAny(SSH)));
    }

    @Test
    void releasesAllPortsOfOneOwnerAndNoneOfOthers() throws Exception {
        ports.bind(1, CHAT);
        ports.bind(2, SSH);
        int any = ports.ephemeral(CHAT);

        ports.releaseAll(CHAT);

        assertEquals(Optional.empty(), ports.owner(1));
        assertEquals(Optional.empty(), ports.owner(any));
        assertEquals(Optional.of(SSH), ports.owner(2));
    }

    @Test
    void handsOutEveryEphemeralPortOnceAndThenNone() throws Exception {
        List<Integer> handedOut = new ArrayList<>();
        for (int port = 49152; port <= 65535; port++) {
            handedOut.add(ports.ephemeral(CHAT));
        }

        var thrown = assertThrows(BindException.class, () -> ports.ephemeral(SSH));

        assertEquals(IntStream.rangeClosed(49152, 65535).boxed().toList(), handedOut);
        assertEquals("no free port in 49152..65535", thrown.getMessage());
    }

    @Test
    void handsOutTheOneThatIsReleasedWhenAllOthersAreTaken() throws Exception {
        takeAll(fromThreeBelowTheEnd);
        assertThrows(BindException.class, () -> fromThreeBelowTheEnd.ephemeral(SSH));

        fromThreeBelowTheEnd.release(65534, CHAT);

        assertEquals(65534, fromThreeBelowTheEnd.ephemeral(SSH));
        assertEquals(Optional.of(SSH), fromThreeBelowTheEnd.owner(65534));
    }

    @Test
    void doesNotHandOutAtOnceWhatWasJustReleased() throws Exception {
        fromThreeBelowTheEnd.release(fromThreeBelowTheEnd.ephemeral(CHAT), CHAT);

        assertEquals(65534, fromThreeBelowTheEnd.ephemeral(CHAT));
        assertEquals(65535, fromThreeBelowTheEnd.ephemeral(CHAT));
        assertEquals(65533, fromThreeBelowTheEnd.ephemeral(CHAT));
    }

    @Test
    void passesOverPortsThatAreBoundOrReserved() throws Exception {
        fromThreeBelowTheEnd.bind(65533, SSH);
        fromThreeBelowTheEnd.reserve(Set.of(65534));

        assertEquals(65535, fromThreeBelowTheEnd.ephemeral(CHAT));

        var thrown = assertThrows(BindException.class, () -> fromThreeBelowTheEnd.ephemeral(CHAT));
        assertEquals("no free port in 65533..65535", thrown.getMessage());
    }

    @Test
    void givesAReservedPortToWhoAsksForIt() throws Exception {
        ports.reserve(Set.of(50000));

        ports.bind(50000, CHAT);

        assertEquals(Optional.of(CHAT), ports.owner(50000));
    }

    @Test
    void forgetsFormerReservationsAndKeepsItsOwnCopy() throws Exception {
        Set<Integer> reserved = new HashSet<>(Set.of(65534, 65535));
        fromThreeBelowTheEnd.reserve(Set.of(65533));
        fromThreeBelowTheEnd.reserve(reserved);
        reserved.clear();

        assertEquals(65533, fromThreeBelowTheEnd.ephemeral(CHAT));
        assertThrows(BindException.class, () -> fromThreeBelowTheEnd.ephemeral(CHAT));
    }

    @Test
    void leavesAPortToItsOwnerWhenItIsReservedLater() throws Exception {
        int port = ports.ephemeral(CHAT);

        ports.reserve(Set.of(port));

        assertEquals(Optional.of(CHAT), ports.owner(port));
    }

    @Test
    void handsOutTheLastPortAlone() throws Exception {
        PortTable<Owner> last = new PortTable<>(Owner::name, 65535);

        assertEquals(65535, last.ephemeral(CHAT));

        var thrown = assertThrows(BindException.class, () -> last.ephemeral(CHAT));
        assertEquals("no free port in 65535..65535", thrown.getMessage());
    }

    @Test
    void handsOutNoPortTwiceToThreadsThatAskTogether() throws Exception {
        int threads = 8;
        int each = 1000;
        CyclicBarrier start = new CyclicBarrier(threads);
        Callable<List<Integer>> asking = () -> {
            List<Integer> got = new ArrayList<>();
            start.await(10, TimeUnit.SECONDS);
            for (int i = 0; i < each; i++) {
                got.add(ports.ephemeral(CHAT));
            }
            return got;
        };

        Set<Integer> all = new HashSet<>();
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        for (Future<List<Integer>> got : pool.invokeAll(Collections.nCopies(threads, asking))) {
            all.addAll(got.get());
        }
        pool.shutdown();

        assertTrue(pool.awaitTermination(10, TimeUnit.SECONDS));
        assertEquals(threads * each, all.size());
    }

    private static void takeAll(PortTable<Owner> table) throws BindException {
        for (int port = 65533; port <= 65535; port++) {
            table.ephemeral(CHAT);
        }
    }

    @Test
    void keepsAHeldPortForThoseOfOneName() throws Exception {
        Owner next = new Owner("chat");
        ports.hold(1, next);

        assertEquals(Optional.empty(), ports.app(1));
        assertThrows(BindException.class, () -> ports.bind(1, SSH));
        assertThrows(BindException.class, () -> ports.hold(1, CHAT));
        ports.bind(1, CHAT);
        assertEquals(Optional.of(CHAT), ports.app(1));
    }

    @Test
    void handsNoHeldPortToWhoeverAsksForAny() throws Exception {
        fromThreeBelowTheEnd.hold(65533, CHAT);

        assertEquals(65534, fromThreeBelowTheEnd.holdAny(SSH));
        assertEquals(65535, fromThreeBelowTheEnd.bindAny(SSH));
        assertThrows(BindException.class, () -> fromThreeBelowTheEnd.ephemeral(SSH));
        fromThreeBelowTheEnd.releaseAll(CHAT);
        assertEquals(65533, fromThreeBelowTheEnd.ephemeral(SSH));
    }

    @Test
    void handsAPortOverWithTheLoopsLeftToWhoHasThem() throws Exception {
        record Revision(String name, int number) {}
        PortTable<Revision> table = new PortTable<>(Revision::name);
        Revision first = new Revision("chat", 1);
        Revision second = new Revision("chat", 2);
        table.bind(1, first);
        int loop = table.ephemeral(first);
        table.hold(1, second);

        table.handOver(first, second);

        assertEquals(Optional.of(second), table.app(1));
        assertEquals(Optional.of(first), table.owner(loop));
        table.releaseAll(first);
        assertEquals(Optional.of(second), table.app(1));
    }
}
