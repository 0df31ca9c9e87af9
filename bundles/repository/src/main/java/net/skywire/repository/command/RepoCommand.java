package net.skywire.repository.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import net.skywire.deploy.Deployments;
import net.skywire.deploy.publisher.Shown;
import net.skywire.host.OperatorCommand;
import net.skywire.repository.store.Repositories;
import net.skywire.repository.words.Words;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** What an operator does with repositories of apps. */
@Component
public final class RepoCommand implements OperatorCommand {

    private static final String FORMS = "add, remove, list, refresh, search, info, install or update";

    private final BundleContext context;
    private final Repositories repositories;

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    private volatile Deployments deployments;

    @Activate
    public RepoCommand(BundleContext context, @Reference Repositories repositories) {
        this.context = context;
        this.repositories = repositories;
    }

    /** For tests without a service registry. */
    RepoCommand(BundleContext context, Repositories repositories, Deployments deployments) {
        this(context, repositories);
        this.deployments = deployments;
    }

    @Override
    public String name() {
        return "repo";
    }

    @Override
    public List<String> usage() {
        return List.of(
                "add NAME URL|FOLDER [--channel beta] [--insecure]  take up a repository of apps, by a name of yours",
                "remove NAME  forget a repository; its apps stay",
                "list [--json]  the repositories, a line each",
                "refresh [NAME...] [--json]  look for newer indexes",
                "search [WORD] [--json]  the apps in them, a line each, each with the version that is for this node",
                "info APP [--json]  all versions of an app, and why those that are not for this node are not",
                "install [NAME/]APP[@VERSION] [OPTION...]  deploy an app: the newest version that fits this node, or that"
                        + " one; options --channel beta, --older, --grant, --refresh, --offline, --json",
                "update [APP...] [OPTION...]  deploy what is newer of those that came from a repository; options --grant,"
                        + " --refresh, --force, --offline, --json");
    }

    @Override
    public void run(List<String> all, Output out) throws IOException, InterruptedException {
        try {
            dispatch(all, out);
        } catch (UncheckedIOException e) { // of progress that nobody listens to any more
            throw e.getCause();
        }
    }

    private void dispatch(List<String> all, Output out) throws IOException, InterruptedException {
        Words words = new Words(all);
        Said said = new Said(out, words.takeFlag("--json"));
        String form = words.take(FORMS);
        switch (form) {
            case "add" -> new Keeping(repositories, said).add(words, out.directory());
            case "remove" -> new Keeping(repositories, said).remove(words);
            case "list" -> new Keeping(repositories, said).list(words);
            case "refresh" -> new Keeping(repositories, said).refresh(words);
            case "search" -> new Looking(context, repositories, said).search(words);
            case "info" -> new Looking(context, repositories, said).info(words);
            case "install" -> new Installing(context, repositories, deployments(), said).install(words);
            case "update" -> new Updating(context, repositories, deployments(), said).update(words);
            default -> throw new IllegalArgumentException("expected " + FORMS + ", got \"" + Shown.of(form) + '"');
        }
    }

    private Deployments deployments() throws IOException {
        Deployments now = deployments;
        if (now == null) {
            throw new IOException("nothing can be deployed here now; see status");
        }
        return now;
    }
}
