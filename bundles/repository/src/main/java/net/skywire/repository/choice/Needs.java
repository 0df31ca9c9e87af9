package net.skywire.repository.choice;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.felix.utils.resource.CapabilitySet;
import org.osgi.framework.Constants;
import org.osgi.resource.Capability;
import org.osgi.resource.Requirement;
import org.osgi.resource.Resource;
import org.osgi.resource.Wiring;
import org.osgi.service.resolver.HostedCapability;
import org.osgi.service.resolver.ResolveContext;

/** What the resolver is asked: one app, among bundles that are wired as they are and stay so. For one thread. */
final class Needs extends ResolveContext {

    private final Surroundings surroundings;
    private final Resource app;
    private final Function<Requirement, List<Capability>> providers;

    Needs(Surroundings surroundings, Resource app, Function<Requirement, List<Capability>> providers) {
        this.surroundings = surroundings;
        this.app = app;
        this.providers = providers;
    }

    @Override
    public Collection<Resource> getMandatoryResources() {
        return List.of(app);
    }

    /** In the order in which they are to be tried; the resolver adds to the list. */
    @Override
    public List<Capability> findProviders(Requirement requirement) {
        List<Capability> found = new ArrayList<>();
        if (Constants.RESOLUTION_OPTIONAL.equals(requirement.getDirectives().get(Constants.RESOLUTION_DIRECTIVE))) {
            found.addAll(surroundings.providersOf(requirement)); // nothing is fetched that is not needed
            return found;
        }
        found.addAll(providers.apply(requirement));
        for (Capability own : app.getCapabilities(requirement.getNamespace())) {
            if (!found.contains(own) && CapabilitySet.matches(own, requirement)) {
                found.add(own);
            }
        }
        return found;
    }

    @Override
    public int insertHostedCapability(List<Capability> capabilities, HostedCapability hosted) {
        capabilities.add(hosted);
        return capabilities.size() - 1;
    }

    @Override
    public boolean isEffective(Requirement requirement) {
        return Resolution.isEffective(requirement);
    }

    @Override
    public Map<Resource, Wiring> getWirings() {
        return surroundings.wirings();
    }
}
