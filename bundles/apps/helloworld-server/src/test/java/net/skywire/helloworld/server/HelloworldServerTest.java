package net.skywire.helloworld.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import net.skywire.testkit.AppTest;
import net.skywire.testkit.PeerLoop;
import net.skywire.testkit.RunningApp;
import net.skywire.testkit.SkywireNode;

class HelloworldServerTest {

    @AppTest
    void answersEachPingUntilItGetsSomethingElse(SkywireNode node) throws Exception {
        RunningApp server = node.start(HelloworldServer.class);

        PeerLoop loop = node.peer().dial(server);

        assertEquals(10, server.addr().port());
        loop.send("ping").expect("pong");
        loop.sendInPieces("ping", 1).expect("pong");
        loop.send("else").expectEnd();
    }

    @AppTest
    void answersOthersWhenALoopBreaks(SkywireNode node) throws Exception {
        RunningApp server = node.start(HelloworldServer.class);
        PeerLoop other = node.peer().dial(server);

        node.peer().dial(server).send("pi").cut();

        other.send("ping").expect("pong");
    }
}
