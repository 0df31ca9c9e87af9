package net.skywire.deploy.transaction;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import net.skywire.deploy.RefusedException;
import org.osgi.framework.Bundle;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;
import org.osgi.service.component.runtime.dto.UnsatisfiedReferenceDTO;

/** The declared components of a bundle. */
@FunctionalInterface
public interface Components {

    /** Where nobody makes components. */
    Components NONE = bundle -> {};

    /** The app's own seat, which it lacks as long as the node does not let it in. */
    String SEAT = "net.skywire.app.App";

    /** @throws RefusedException if one of them lacks something, or has failed */
    void check(Bundle bundle) throws RefusedException;

    static Components of(ServiceComponentRuntime runtime) {
        return bundle -> {
            Optional<RefusedException> fault = runtime.getComponentDescriptionDTOs(bundle).stream()
                    .filter(runtime::isComponentEnabled)
                    .flatMap(component -> runtime.getComponentConfigurationDTOs(component).stream()
                            .flatMap(each -> fault(component, each)))
                    .findFirst();
            if (fault.isPresent()) {
                throw fault.get();
            }
        };
    }

    private static Stream<RefusedException> fault(ComponentDescriptionDTO component, ComponentConfigurationDTO now) {
        String begin = "its component " + component.name;
        return switch (now.state) {
            case ComponentConfigurationDTO.UNSATISFIED_REFERENCE ->
                Stream.of(now.unsatisfiedReferences)
                        .map(each -> service(component, each))
                        .filter(service -> !service.equals(SEAT))
                        .map(service -> new RefusedException(begin + " lacks a service, " + service, true));
            case ComponentConfigurationDTO.UNSATISFIED_CONFIGURATION ->
                Stream.of(new RefusedException(
                        begin + " lacks its configuration " + String.join(", ", component.configurationPid), true));
            case ComponentConfigurationDTO.FAILED_ACTIVATION ->
                Stream.of(new RefusedException(begin + " fails: " + Reason.bottom(now.failure)));
            default -> Stream.empty();
        };
    }

    private static String service(ComponentDescriptionDTO component, UnsatisfiedReferenceDTO reference) {
        return Arrays.stream(component.references)
                .filter(each -> each.name.equals(reference.name))
                .map(each -> each.interfaceName)
                .findFirst()
                .orElse(reference.name);
    }
}
