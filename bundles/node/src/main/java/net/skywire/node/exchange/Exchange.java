package net.skywire.node.exchange;

import java.net.BindException;
import java.net.ConnectException;
import java.util.Optional;
import net.skywire.app.Addr;
import net.skywire.app.PubKey;
import net.skywire.node.port.PortTable;
import net.skywire.pipe.loop.LoopPeer;

/** Brings together the two ends of loops between the apps of this node. Any thread may call. */
public final class Exchange {

    private final PubKey key;
    private final PortTable<NodeApp> ports;

    public Exchange(PubKey key, PortTable<NodeApp> ports) {
        this.key = key;
        this.ports = ports;
    }

    public PubKey key() {
        return key;
    }

    public PortTable<NodeApp> ports() {
        return ports;
    }

    /**
     * Gives an app a port of its own.
     *
     * @param port which, or 0 for any that is free
     * @return the port
     */
    public int bind(int port, NodeApp app) throws BindException {
        if (port == 0) {
            return ports.bindAny(app);
        }
        ports.bind(port, app);
        return port;
    }

    /** Opens a loop for {@code app}, which gives the port back when its end is closed. Does not block. */
    public void dial(NodeApp app, Addr remote, Opening opening) {
        if (!remote.key().equals(key)) {
            opening.refused("no route: this node has no link to other nodes");
            return;
        }
        Optional<NodeApp> target = ports.app(remote.port());
        if (target.isEmpty()) {
            opening.refused("confirm: port is not bound");
            return;
        }
        open(app, target.get(), remote, opening);
    }

    /**
     * As {@link #dial}, with an app that need not be reached at any port.
     *
     * @param remote where {@code target} is, for both ends to see
     */
    void open(NodeApp app, NodeApp target, Addr remote, Opening opening) {
        int port;
        try {
            port = ports.ephemeral(app);
        } catch (BindException e) {
            opening.refused(e.getMessage());
            return;
        }
        Addr local = new Addr(key, port);
        LoopPeer near;
        try {
            near = opening.begin(local);
        } catch (ConnectException e) {
            ports.release(port, app);
            opening.refused(e.getMessage());
            return;
        }
        target.offer(remote, local, near, answerTo(app, local, opening));
    }

    private NodeApp.Answer answerTo(NodeApp app, Addr local, Opening opening) {
        return new NodeApp.Answer() {
            @Override
            public void accepted(LoopPeer end) {
                opening.opened(end);
            }

            @Override
            public void refused(String reason) {
                ports.release(local.port(), app);
                opening.refused("confirm: " + reason);
            }
        };
    }
}
