package net.skywire.repository.choice;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.felix.utils.resource.CapabilitySet;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.resource.Capability;
import org.osgi.resource.Requirement;
import org.osgi.resource.Resource;
import org.osgi.resource.Wiring;

/** What the bundles of this container provide, at one moment. Immutable. */
public final class Surroundings {

    private final Map<Resource, Wiring> wirings = new HashMap<>();
    private final Map<String, List<Capability>> capabilities = new HashMap<>();

    private Surroundings() {}

    /** @param replaced the symbolic name of a bundle that is about to be replaced, and so counts for nothing */
    public static Surroundings of(BundleContext context, String replaced) {
        Surroundings surroundings = new Surroundings();
        for (Bundle bundle : context.getBundles()) {
            BundleRevision revision = bundle.adapt(BundleRevision.class);
            BundleWiring wiring = revision == null ? null : revision.getWiring();
            if (wiring != null && wiring.isInUse() && !replaced.equals(bundle.getSymbolicName())) {
                surroundings.add(revision, wiring);
            }
        }
        return surroundings;
    }

    private void add(BundleRevision revision, BundleWiring wiring) {
        wirings.put(revision, wiring);
        for (BundleCapability capability : wiring.getCapabilities(null)) {
            if (capability.getRevision().equals(revision)) {
                capabilities
                        .computeIfAbsent(capability.getNamespace(), namespace -> new ArrayList<>())
                        .add(capability);
            }
        }
    }

    Map<Resource, Wiring> wirings() {
        return Map.copyOf(wirings);
    }

    /** All of one namespace. */
    List<Capability> of(String namespace) {
        return capabilities.getOrDefault(namespace, List.of());
    }

    /** Those that are what is required. */
    List<Capability> providersOf(Requirement requirement) {
        return of(requirement.getNamespace()).stream()
                .filter(capability -> CapabilitySet.matches(capability, requirement))
                .toList();
    }
}
