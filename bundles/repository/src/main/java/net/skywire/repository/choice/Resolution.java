package net.skywire.repository.choice;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.felix.resolver.Logger;
import org.apache.felix.resolver.ResolverImpl;
import org.apache.felix.utils.resource.CapabilitySet;
import org.osgi.framework.Constants;
import org.osgi.resource.Capability;
import org.osgi.resource.Requirement;
import org.osgi.resource.Resource;
import org.osgi.resource.Wire;
import org.osgi.service.resolver.ResolutionException;

/** Says whether an app fits into this container, and with which bundles of the repositories beside it. */
public final class Resolution {

    private final Surroundings surroundings;
    private final Map<Resource, Offer> offers = new HashMap<>();
    private final Map<String, List<Capability>> offered = new HashMap<>();

    /** @param offers what may be installed with the app */
    public Resolution(Surroundings surroundings, List<Offer> offers) {
        this.surroundings = surroundings;
        List<Offer> newestFirst = new ArrayList<>(offers);
        newestFirst.sort(
                Comparator.comparing((Offer offer) -> offer.release().version()).reversed());
        for (Offer offer : newestFirst) {
            Resource resource = offer.release().resource();
            this.offers.put(resource, offer);
            for (Capability capability : resource.getCapabilities(null)) {
                offered.computeIfAbsent(capability.getNamespace(), namespace -> new ArrayList<>())
                        .add(capability);
            }
        }
    }

    /**
     * What has to be installed with an app, in the order in which to do it.
     *
     * @throws ResolutionException if it does not fit
     */
    public List<Offer> dependenciesOf(Resource app) throws ResolutionException {
        Map<Resource, List<Wire>> wires =
                new ResolverImpl(new Logger(Logger.LOG_ERROR)).resolve(new Needs(surroundings, app, this::providersOf));
        Set<Resource> order = new LinkedHashSet<>();
        addAfterProviders(app, wires, order);
        return order.stream()
                .filter(resource -> !resource.equals(app))
                .map(offers::get)
                .toList();
    }

    private static void addAfterProviders(Resource resource, Map<Resource, List<Wire>> wires, Set<Resource> order) {
        List<Resource> open = new ArrayList<>(List.of(resource));
        List<Resource> seen = new ArrayList<>();
        while (!open.isEmpty()) { // providers of providers come last, and so are turned round
            Resource next = open.remove(0);
            seen.remove(next);
            seen.add(next);
            for (Wire wire : wires.getOrDefault(next, List.of())) {
                if (wires.containsKey(wire.getProvider()) && !seen.contains(wire.getProvider())) {
                    open.add(wire.getProvider());
                }
            }
        }
        for (int at = seen.size() - 1; at >= 0; at--) {
            order.add(seen.get(at));
        }
    }

    /** Of this container, and after those of the repositories. */
    private List<Capability> providersOf(Requirement requirement) {
        List<Capability> found = new ArrayList<>(surroundings.providersOf(requirement));
        offered.getOrDefault(requirement.getNamespace(), List.of()).stream()
                .filter(capability -> CapabilitySet.matches(capability, requirement))
                .forEach(found::add);
        return found;
    }

    /** Why an app does not fit, for people; empty if it does. */
    public Optional<String> misfit(Resource app) {
        for (Requirement requirement : app.getRequirements(null)) {
            if (isNeeded(requirement) && providers(requirement, app).isEmpty()) {
                return Optional.of(Reason.of(requirement, surroundings.of(requirement.getNamespace())));
            }
        }
        try {
            dependenciesOf(app);
            return Optional.empty();
        } catch (ResolutionException e) {
            return Optional.of("does not fit together with what is here: " + deepest(e, app));
        }
    }

    /** Of the last resource that lacks something: what it lacks. */
    private String deepest(ResolutionException e, Resource app) {
        Collection<Requirement> unresolved = e.getUnresolvedRequirements();
        for (Requirement requirement : unresolved) {
            if (requirement.getResource() != app && providersOf(requirement).isEmpty()) {
                return requirement.getResource() + " "
                        + Reason.of(requirement, surroundings.of(requirement.getNamespace()));
            }
        }
        return String.valueOf(e.getMessage());
    }

    private List<Capability> providers(Requirement requirement, Resource app) {
        List<Capability> found = new ArrayList<>(providersOf(requirement));
        app.getCapabilities(requirement.getNamespace()).stream()
                .filter(capability -> CapabilitySet.matches(capability, requirement))
                .forEach(found::add);
        return found;
    }

    static boolean isNeeded(Requirement requirement) {
        String resolution = requirement.getDirectives().getOrDefault(Constants.RESOLUTION_DIRECTIVE, "mandatory");
        return resolution.equals(Constants.RESOLUTION_MANDATORY) && isEffective(requirement);
    }

    static boolean isEffective(Requirement requirement) {
        String effective =
                requirement.getDirectives().getOrDefault(Constants.EFFECTIVE_DIRECTIVE, Constants.EFFECTIVE_RESOLVE);
        return effective.equals(Constants.EFFECTIVE_RESOLVE);
    }
}
