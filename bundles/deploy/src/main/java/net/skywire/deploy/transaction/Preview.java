package net.skywire.deploy.transaction;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import net.skywire.deploy.store.Revision;
import org.osgi.framework.Bundle;

/**
 * What would be done with a jar.
 *
 * @param before what is there of the app
 * @param users other bundles that would be stopped and started
 * @param refusal why it would be refused
 */
record Preview(Candidate next, Optional<Revision> before, List<Bundle> users, Optional<String> refusal) {

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("app        " + next.jar());
        lines.add("digest     " + next.digest());
        lines.add("signed by  " + next.publisher().orElse("nobody"));
        lines.add("replaces   " + before.map(Revision::version).orElse("nothing"));
        next.jar().asks().forEach(each -> lines.add("asks for   " + each + mark(each)));
        before.ifPresent(was -> was.asks().stream()
                .filter(each -> !next.jar().asks().contains(each))
                .forEach(each -> lines.add("no longer  " + each)));
        lines.add("restarts   "
                + (users.isEmpty()
                        ? "nobody else"
                        : users.stream().map(AppBundles::nameOf).collect(Collectors.joining(", "))));
        lines.add(refusal.map(reason -> "refused    " + reason).orElse("accepted"));
        return lines;
    }

    private String mark(String ask) {
        return before.filter(was -> !was.asks().contains(ask)).isPresent() ? "  (new)" : "";
    }
}
