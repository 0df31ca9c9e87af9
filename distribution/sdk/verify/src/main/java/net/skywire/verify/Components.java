package net.skywire.verify;

import java.util.Collection;
import java.util.Optional;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;

/**
 * Why a bundle's components are not at work, as the component runtime knows it. Its types belong to a bundle of the node,
 * so they are asked by name.
 */
final class Components {

    private static final String RUNTIME = "org.osgi.service.component.runtime.ServiceComponentRuntime";

    private Components() {}

    /** Empty if none has failed or waits for anything. */
    static Optional<String> fault(BundleContext context, Bundle bundle) {
        ServiceReference<?> reference = context.getServiceReference(RUNTIME);
        if (reference == null) {
            return Optional.empty();
        }
        Object runtime = context.getService(reference);
        try {
            return fault(runtime, bundle);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("expected a component runtime of OSGi 7 or later", e);
        } finally {
            context.ungetService(reference);
        }
    }

    private static Optional<String> fault(Object runtime, Bundle bundle) throws ReflectiveOperationException {
        Collection<?> descriptions = (Collection<?>) runtime.getClass()
                .getMethod("getComponentDescriptionDTOs", Bundle[].class)
                .invoke(runtime, (Object) new Bundle[] {bundle});
        for (Object description : descriptions) {
            Collection<?> configurations = (Collection<?>) runtime.getClass()
                    .getMethod("getComponentConfigurationDTOs", description.getClass())
                    .invoke(runtime, description);
            for (Object configuration : configurations) {
                Optional<String> fault = faultOf(field(description, "name"), configuration);
                if (fault.isPresent()) {
                    return fault;
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<String> faultOf(Object name, Object configuration) throws ReflectiveOperationException {
        if (field(configuration, "failure") instanceof String failure) {
            return Optional.of(name + ": " + cause(failure));
        }
        if (field(configuration, "unsatisfiedReferences") instanceof Object[] missing && missing.length > 0) {
            return Optional.of(name + " waits for a service, its reference " + field(missing[0], "name"));
        }
        return Optional.empty();
    }

    /** Of a stack trace the last cause and the place where it was thrown. */
    private static String cause(String trace) {
        String[] lines = trace.lines().map(String::strip).toArray(String[]::new);
        int last = 0;
        for (int at = 0; at < lines.length; at++) {
            if (lines[at].startsWith("Caused by: ")) {
                last = at;
            }
        }
        String place = last + 1 < lines.length ? " " + lines[last + 1] : "";
        return lines[last].replace("Caused by: ", "") + place;
    }

    private static Object field(Object of, String name) throws ReflectiveOperationException {
        return of.getClass().getField(name).get(of);
    }
}
