package net.skywire.app;

/**
 * A loop as the app at one end of it sees it.
 *
 * @param port the port at this end, in 1..65535
 * @param remote the other end
 */
public record LoopAddr(int port, Addr remote) {

    public LoopAddr {
        Addr.checkedPort(port);
        if (remote == null) {
            throw new IllegalArgumentException("loop: expected a remote address, got none");
        }
    }

    @Override
    public String toString() {
        return port + " - " + remote;
    }
}
