package net.skywire.repository.choice;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import net.skywire.deploy.DependencySource;
import net.skywire.deploy.RefusedException;
import net.skywire.repository.index.BundleManifest;
import net.skywire.repository.store.Repositories;
import org.osgi.framework.BundleContext;
import org.osgi.framework.namespace.IdentityNamespace;
import org.osgi.resource.Resource;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.resolver.ResolutionException;

/** Bundles that apps need, from the repositories of this node. */
@Component
public final class RepositoryDependencies implements DependencySource {

    private final BundleContext context;
    private final Repositories repositories;

    @Activate
    public RepositoryDependencies(BundleContext context, @Reference Repositories repositories) {
        this.context = context;
        this.repositories = repositories;
    }

    @Override
    public List<Path> dependenciesOf(Path jar, Consumer<String> progress) throws IOException, InterruptedException {
        Resource app = BundleManifest.resource(jar);
        Map<String, Object> identity =
                app.getCapabilities(IdentityNamespace.IDENTITY_NAMESPACE).get(0).getAttributes();
        String name = identity.get(IdentityNamespace.IDENTITY_NAMESPACE).toString();
        if (new Resolution(Surroundings.of(context, name), List.of())
                .misfit(app)
                .isEmpty()) {
            return List.of();
        }
        Catalog catalog = Catalog.read(context, repositories);
        if (catalog.offers().isEmpty()) {
            return List.of(); // deployment says itself what is missing
        }
        return fetch(offers(app, catalog.resolution(name, Optional.empty())), progress);
    }

    private static List<Offer> offers(Resource app, Resolution resolution) throws RefusedException {
        try {
            return resolution.dependenciesOf(app);
        } catch (ResolutionException e) {
            throw new RefusedException(resolution.misfit(app).orElse("" + e.getMessage()), true);
        }
    }

    private List<Path> fetch(List<Offer> offers, Consumer<String> progress) throws IOException, InterruptedException {
        List<Path> jars = new ArrayList<>();
        for (Offer offer : offers) {
            progress.accept("needs " + offer.release() + " of repository "
                    + offer.repository().name());
            Path jar = repositories.jar(offer.repository(), offer.release(), progress);
            repositories.trust().check(jar, offer.release().toString());
            jars.add(jar);
        }
        return jars;
    }
}
