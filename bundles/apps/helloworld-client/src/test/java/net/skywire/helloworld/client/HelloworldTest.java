package net.skywire.helloworld.client;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import net.skywire.helloworld.server.HelloworldServer;
import net.skywire.testkit.AppTest;
import net.skywire.testkit.RunningApp;
import net.skywire.testkit.SkywireNode;
import net.skywire.testkit.TestPeer;

class HelloworldTest {

    private static RunningApp client(SkywireNode node, String... arguments) throws IOException {
        return node.app(HelloworldClient.class).arguments(arguments).start();
    }

    @AppTest
    void playsPingPongAtItsOwnNode(SkywireNode node) throws Exception {
        node.start(HelloworldServer.class);

        client(node).expectEnd();
    }

    @AppTest
    void dialsTheKeyInItsLastArgument(SkywireNode node) throws Exception {
        TestPeer server = node.peer(10);
        RunningApp client = client(node, "log.db", server.addr().key().toString());

        server.accept().expect("ping").send("pong");

        client.expectEnd();
    }

    @AppTest
    void dialsTheAddressInItsLastArgument(SkywireNode node) throws Exception {
        TestPeer server = node.peer(11);
        RunningApp client = client(node, server.addr().toString());

        server.accept().expect("ping").sendInPieces("pong", 1);

        client.expectEnd();
    }

    @AppTest
    void saysWhatIsWrongWithItsArgument(SkywireNode node) throws Exception {
        assertEquals(
                "last argument: public key: expected 66 hex digits, got 6 characters",
                client(node, "log.db").expectFault());
    }

    @AppTest
    void saysWhyThereIsNoLoop(SkywireNode node) throws Exception {
        assertEquals("confirm: port is not bound", client(node).expectFault());
    }

    @AppTest
    void failsIfTheServerClosesWithoutAnAnswer(SkywireNode node) throws Exception {
        TestPeer server = node.peer(10);
        RunningApp client = client(node);

        server.accept().expect("ping").close();

        assertEquals("expected pong from " + server.addr() + ", got something else", client.expectFault());
    }
}
