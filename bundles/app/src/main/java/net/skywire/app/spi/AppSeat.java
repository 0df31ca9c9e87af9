package net.skywire.app.spi;

import java.util.List;
import java.util.concurrent.Executor;
import net.skywire.app.AppConfig;

/**
 * What an app asks of its node.
 *
 * @param wishedPort the port the app would like, or 0; what the operator configured comes first
 * @param threads runs the callbacks of the app's loops; null to let the node choose
 * @param arguments of the app's command line; empty for a bundle, which has those the operator configured
 * @param onLost run once if the node goes while the app has its seat, before the app or its loops notice; must not block
 * @param permissions the loops it may open and accept
 */
public record AppSeat(
        AppConfig config,
        int wishedPort,
        Executor threads,
        List<String> arguments,
        Runnable onLost,
        LoopPermissions permissions) {

    public AppSeat {
        arguments = List.copyOf(arguments);
        if (wishedPort < 0 || wishedPort > 65535) {
            throw new IllegalArgumentException("port: expected a number in 0..65535, got " + wishedPort);
        }
    }

    public AppSeat(AppConfig config, int wishedPort, Executor threads, List<String> arguments, Runnable onLost) {
        this(config, wishedPort, threads, arguments, onLost, LoopPermissions.ANY);
    }

    public AppSeat(AppConfig config) {
        this(config, 0, null, List.of(), () -> {});
    }
}
