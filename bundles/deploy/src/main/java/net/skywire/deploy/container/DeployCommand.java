package net.skywire.deploy.container;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.skywire.deploy.Consent;
import net.skywire.deploy.Deployments;
import net.skywire.host.OperatorCommand;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What an operator has done to apps as they are deployed. */
@Component
public final class DeployCommand implements OperatorCommand {

    private static final Map<String, Consent> CONSENTS =
            Map.of("--older", Consent.OLDER, "--grant", Consent.GRANT, "--refresh", Consent.REFRESH);

    private static final String FORMS = "FILE, preview FILE, list, history [APP], rollback APP [VERSION] or remove APP";

    private final Deployments deployments;

    @Activate
    public DeployCommand(@Reference Deployments deployments) {
        this.deployments = deployments;
    }

    @Override
    public String name() {
        return "deploy";
    }

    @Override
    public List<String> usage() {
        return List.of(
                "FILE [--older] [--grant] [--refresh]  deploy or update the app in a jar: beside what runs, then in its place",
                "preview FILE  say what would be done with a jar, and what it asks for",
                "list [--json]  the apps that are deployed, and where from",
                "history [APP] [--json]  what has happened to apps, the last first",
                "rollback APP [VERSION]  put back the last version that ran well, or that one",
                "remove APP  end an app and forget its jars");
    }

    @Override
    public void run(List<String> words, Output out) throws IOException, InterruptedException {
        List<String> plain = new ArrayList<>(words);
        boolean asJson = plain.removeIf("--json"::equals);
        Set<Consent> consents = EnumSet.of(Consent.AGAIN);
        CONSENTS.forEach((word, consent) -> {
            if (plain.removeIf(word::equals)) {
                consents.add(consent);
            }
        });
        Optional<String> odd =
                plain.stream().filter(word -> word.startsWith("--")).findFirst();
        if (plain.isEmpty() || odd.isPresent()) {
            throw new IllegalArgumentException("expected " + FORMS + ", got " + odd.orElse("nothing"));
        }
        run(plain, consents, new Lists(deployments, asJson), out);
    }

    private void run(List<String> words, Set<Consent> consents, Lists lists, Output out)
            throws IOException, InterruptedException {
        switch (words.get(0)) {
            case "list" -> {
                expect(words, 1, 1);
                lists.apps(out);
            }
            case "history" -> {
                expect(words, 1, 2);
                lists.history(words.size() == 1 ? deployments.known() : words.subList(1, 2), out);
            }
            case "preview" -> preview(file(words, 1, out), consents, out);
            case "rollback" -> {
                expect(words, 2, 3);
                Optional<String> version = words.stream().skip(2).findFirst();
                out.line(deployments.rollBack(words.get(1), version, step -> progress(step, out)));
            }
            case "remove" -> {
                expect(words, 2, 2);
                out.line(deployments.remove(words.get(1)));
            }
            default -> deploy(file(words, 0, out), consents, out);
        }
    }

    private static void expect(List<String> words, int least, int most) {
        if (words.size() < least || words.size() > most) {
            throw new IllegalArgumentException(
                    "expected " + FORMS + ", got " + (words.size() < least ? "less" : "more"));
        }
    }

    private static Path file(List<String> words, int at, Output out) {
        expect(words, at + 1, at + 1);
        return out.directory().resolve(words.get(at)).normalize();
    }

    private void preview(Path file, Set<Consent> consents, Output out) throws IOException, InterruptedException {
        for (String line : deployments.preview(file, origin(file), consents)) {
            out.line(line);
        }
    }

    private void deploy(Path file, Set<Consent> consents, Output out) throws IOException, InterruptedException {
        String done = deployments.deploy(file, origin(file), consents, step -> progress(step, out));
        out.line(done.isEmpty() ? "nothing to do: the very same is deployed already" : done);
    }

    private static String origin(Path file) {
        return "command " + file;
    }

    /** Whoever does not read it any more is no reason to stop half-way. */
    private static void progress(String step, Output out) {
        try {
            out.progress(step);
        } catch (IOException e) {
            System.getLogger("net.skywire.deploy").log(System.Logger.Level.DEBUG, "nobody reads: {0}", e.getMessage());
        }
    }
}
