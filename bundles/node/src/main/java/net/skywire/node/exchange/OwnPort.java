package net.skywire.node.exchange;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.BindException;
import java.util.Optional;
import net.skywire.app.Addr;
import net.skywire.app.spi.LoopPermissions;

/** Gives an app the port at which it is reached, or is going to be: none where it may not accept. */
record OwnPort(Exchange exchange, LoopPermissions permissions) {

    private static final Logger LOG = System.getLogger("net.skywire.node");

    /** As {@link BundleApp#bind}. */
    Optional<Addr> bind(int port, NodeApp app) throws BindException {
        if (port != 0 && !mayAccept(port, app)) {
            return Optional.empty();
        }
        return keep(exchange.bind(port, app), app);
    }

    /** As {@link BundleApp#hold}. */
    Optional<Addr> hold(int port, NodeApp app) throws BindException {
        if (port == 0) {
            return keep(exchange.ports().holdAny(app), app);
        }
        if (!mayAccept(port, app)) {
            return Optional.empty();
        }
        exchange.ports().hold(port, app);
        return keep(port, app);
    }

    private Optional<Addr> keep(int port, NodeApp app) {
        if (mayAccept(port, app)) {
            return Optional.of(new Addr(exchange.key(), port));
        }
        exchange.ports().releaseAll(app);
        return Optional.empty();
    }

    private boolean mayAccept(int port, NodeApp app) {
        boolean may = permissions.permitsAccept(port);
        if (!may) {
            LOG.log(Level.INFO, "app {0} is not reached: {1}", app.name(), permissions.refusal(app.name(), port));
        }
        return may;
    }
}
