package com.example.echo;

import java.time.Duration;
import net.skywire.testkit.AppTest;
import net.skywire.testkit.PeerLoop;
import net.skywire.testkit.RunningApp;
import net.skywire.testkit.SkywireNode;
import net.skywire.testkit.TestPeer;

class EchoTest {

    @AppTest
    void sendsBackWhatComes(SkywireNode node) throws Exception {
        RunningApp echo = node.start(Echo.class);
        TestPeer peer = node.peer();

        PeerLoop loop = peer.dial(echo);

        loop.send("hello").expect("hello");
        loop.sendInPieces("hello again", 3).expect("hello again");
    }

    @AppTest
    void servesOthersWhileALoopIsSlowAndAnotherIsCut(SkywireNode node) throws Exception {
        RunningApp echo = node.start(Echo.class);
        PeerLoop slow = node.peer().delay(Duration.ofMillis(50)).dial(echo);
        PeerLoop cut = node.peer().dial(echo);

        cut.send("hel").cut();

        slow.send("hello").expect("hello");
    }

    @AppTest
    void endsWithItsNode(SkywireNode node) throws Exception {
        RunningApp echo = node.start(Echo.class);
        PeerLoop loop = node.peer().dial(echo);

        node.lose();

        echo.expectEnd();
        loop.expectEnd();
    }
}
