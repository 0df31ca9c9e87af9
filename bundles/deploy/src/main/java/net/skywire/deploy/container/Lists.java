package net.skywire.deploy.container;

import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.skywire.deploy.DeployEvent;
import net.skywire.deploy.DeployedApp;
import net.skywire.deploy.Deployments;
import net.skywire.host.OperatorCommand.Output;
import net.skywire.host.Table;
import tools.jackson.databind.json.JsonMapper;

/** What is deployed, and what has been: tables for people, JSON for programs. */
final class Lists {

    private final Deployments deployments;
    private final boolean asJson;

    Lists(Deployments deployments, boolean asJson) {
        this.deployments = deployments;
        this.asJson = asJson;
    }

    void apps(Output out) throws IOException {
        if (asJson) {
            out.line(JsonMapper.shared().writeValueAsString(deployments.apps()));
            return;
        }
        Table table = new Table();
        table.row("APP", "VERSION", "SINCE", "TRIAL UNTIL", "SIGNED BY", "FROM");
        for (DeployedApp app : deployments.apps()) {
            table.row(
                    app.symbolicName(),
                    app.version(),
                    time(app.since()),
                    app.trial().map(Lists::time).orElse("-"),
                    app.publisher().orElse("nobody"),
                    app.origin());
        }
        write(table, out);
    }

    /** @throws IOException also if nothing is known of an app */
    void history(List<String> apps, Output out) throws IOException {
        Map<String, List<DeployEvent>> all = new LinkedHashMap<>();
        for (String app : apps) {
            List<DeployEvent> events = deployments.history(app);
            if (events.isEmpty()) {
                throw new IOException("nothing is known of an app " + app + "; deploy list shows those there are");
            }
            all.put(app, events);
        }
        if (asJson) {
            out.line(JsonMapper.shared().writeValueAsString(all));
            return;
        }
        Table table = new Table();
        table.row("APP", "TIME", "WHAT", "VERSION", "FROM", "REASON");
        all.forEach((app, events) -> events.forEach(event -> table.row(
                app,
                time(event.at()),
                event.what(),
                event.version(),
                event.origin(),
                event.reason().isEmpty() ? "-" : event.reason())));
        write(table, out);
    }

    private static String time(Instant at) {
        return at.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private static void write(Table table, Output out) throws IOException {
        for (String line : table.lines()) {
            out.line(line);
        }
    }
}
