package net.skywire.pipe;

import java.io.IOException;
import net.skywire.app.App;
import net.skywire.app.spi.AppSeat;
import net.skywire.app.spi.NodeConnector;
import net.skywire.pipe.connection.PipeEnds;
import net.skywire.pipe.descriptor.Descriptors;
import net.skywire.pipe.descriptor.PipePair;
import net.skywire.pipe.frame.SendCodec;
import net.skywire.pipe.frame.SendCodecs;

/**
 * Seats a plain process at the node that started it, by the pipes on descriptors 3 and 4; once in a process. System
 * properties {@code skywire.descriptors} and {@code skywire.codec} name the provider of descriptors and the codec; by
 * default the first that works.
 */
public final class PipeConnector implements NodeConnector {

    private static final int IN = 3;
    private static final int OUT = 4;

    @Override
    public App connect(AppSeat seat) throws IOException {
        Descriptors descriptors = Descriptors.ofThisProcess(System.getProperty("skywire.descriptors", "auto"));
        SendCodec codec = SendCodecs.ofThisProcess().choose(System.getProperty("skywire.codec", SendCodecs.AUTO));
        PipePair pipe = descriptors.adopt(IN, OUT);
        return PipeSeat.connect(seat, new PipeEnds(pipe.in(), pipe.out(), codec));
    }
}
