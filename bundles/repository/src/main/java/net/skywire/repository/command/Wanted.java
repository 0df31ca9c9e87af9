package net.skywire.repository.command;

import java.util.Optional;
import net.skywire.deploy.publisher.Shown;
import org.osgi.framework.Version;

/**
 * Which app an operator means: {@code [NAME/]APP[@VERSION]}.
 *
 * @param repository the one to take it from; empty for whichever has it
 */
record Wanted(Optional<String> repository, String app, Optional<Version> version) {

    /** @throws IllegalArgumentException if it is nothing of that form */
    static Wanted parse(String word) {
        int slash = word.indexOf('/');
        int at = word.indexOf('@');
        String app = word.substring(slash + 1, at < 0 ? word.length() : at);
        if (app.isEmpty() || at > 0 && slash > at) {
            throw new IllegalArgumentException("expected [NAME/]APP[@VERSION], got \"" + Shown.of(word) + '"');
        }
        return new Wanted(
                slash < 0 ? Optional.empty() : Optional.of(word.substring(0, slash)),
                app,
                at < 0 ? Optional.empty() : Optional.of(Version.parseVersion(word.substring(at + 1))));
    }
}
