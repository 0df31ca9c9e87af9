package net.skywire.pipe;

import java.io.IOException;
import net.skywire.app.App;
import net.skywire.app.spi.AppSeat;
import net.skywire.app.spi.NodeConnector;
import net.skywire.pipe.descriptor.Descriptors;
import net.skywire.pipe.descriptor.PipePair;

/**
 * Seats a plain process at the node that started it, by the pipes on descriptors 3 and 4; once in a process. System
 * property {@code skywire.descriptors} names the provider of descriptors; by default the first that works.
 */
public final class PipeConnector implements NodeConnector {

    private static final int IN = 3;
    private static final int OUT = 4;

    @Override
    public App connect(AppSeat seat) throws IOException {
        String provider = System.getProperty("skywire.descriptors", "auto");
        PipePair pipe = Descriptors.ofThisProcess(provider).adopt(IN, OUT);
        return PipeSeat.connect(seat, pipe.in(), pipe.out());
    }
}
