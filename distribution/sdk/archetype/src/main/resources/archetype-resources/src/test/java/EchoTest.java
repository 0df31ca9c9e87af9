package ${package};

import net.skywire.testkit.AppTest;
import net.skywire.testkit.PeerLoop;
import net.skywire.testkit.RunningApp;
import net.skywire.testkit.SkywireNode;

/** Each test runs twice: with the app as a bundle, and as a process. */
class EchoTest {

    @AppTest
    void sendsBackWhatComes(SkywireNode node) throws Exception {
        RunningApp echo = node.start(Echo.class);

        PeerLoop loop = node.peer().dial(echo);

        loop.send("hello").expect("hello");
        loop.sendInPieces("hello again", 3).expect("hello again");
    }

    @AppTest
    void servesOthersWhenALoopIsCut(SkywireNode node) throws Exception {
        RunningApp echo = node.start(Echo.class);
        PeerLoop other = node.peer().dial(echo);

        node.peer().dial(echo).send("hel").cut();

        other.send("hello").expect("hello");
    }
}
