package net.skywire.node.config;

import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;

/** The level of our loggers, unless whoever set up logging has said one. */
public final class LogLevel {

    private final Logger logger;
    private final boolean isSaidElsewhere;

    public LogLevel(String name) {
        logger = Logger.getLogger(name);
        isSaidElsewhere = LogManager.getLogManager().getProperty(name + ".level") != null;
    }

    /** @param level its name; empty to go by the loggers above */
    public void set(Optional<String> level) {
        if (!isSaidElsewhere) {
            logger.setLevel(level.map(Level::parse).orElse(null));
        }
    }
}
