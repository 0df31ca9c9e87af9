package net.skywire.host.internal;

import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.logging.LogRecord;
import java.util.regex.Pattern;

/**
 * Tells from which app a line of the log comes: the one on whose threads it was logged; or whose name, or whose bundle's,
 * the logger has or begins with; or, where the container speaks of an app, that. Any thread may call.
 */
final class LogOwners {

    private static final Pattern NUMBER = Pattern.compile("-\\d+$");

    private final Set<AppId> apps;

    /** @param apps those there are, now and later */
    LogOwners(Set<AppId> apps) {
        this.apps = apps;
    }

    /** Called by the thread that logs. */
    Optional<String> of(LogRecord entry) {
        String thread = NUMBER.matcher(Thread.currentThread().getName()).replaceFirst("");
        return find(app -> app.name().equals(thread)).or(() -> byLogger(entry));
    }

    private Optional<String> byLogger(LogRecord entry) {
        String logger = entry.getLoggerName() == null ? "" : entry.getLoggerName();
        if (logger.startsWith("net.skywire.") && entry.getParameters() != null && entry.getParameters().length > 0) {
            Object first = entry.getParameters()[0];
            Optional<String> meant = find(app -> app.name().equals(first));
            if (meant.isPresent()) {
                return meant;
            }
        }
        return find(
                app -> begins(logger, app.name()) || begins(logger, app.bundle().getSymbolicName()));
    }

    private static boolean begins(String logger, String name) {
        return name != null
                && logger.startsWith(name)
                && (logger.length() == name.length() || logger.charAt(name.length()) == '.');
    }

    private Optional<String> find(Predicate<AppId> condition) {
        return apps.stream().filter(condition).map(AppId::name).findFirst();
    }
}
