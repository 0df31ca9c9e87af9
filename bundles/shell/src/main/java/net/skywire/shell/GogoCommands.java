package net.skywire.shell;

import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import net.skywire.host.OperatorCommand;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** Has all commands be there for Gogo's shell too, in scope {@code skywire}, should somebody install one. */
@Component(
        service = {},
        immediate = true)
public final class GogoCommands {

    private final BundleContext context;
    private final Commands commands = new Commands(new Completion(List::of));
    private final Map<OperatorCommand, ServiceRegistration<?>> registrations = new ConcurrentHashMap<>();

    @Activate
    public GogoCommands(BundleContext context) {
        this.context = context;
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addCommand(OperatorCommand command) {
        commands.add(command);
        Hashtable<String, Object> properties = new Hashtable<>();
        properties.put("osgi.command.scope", "skywire");
        properties.put("osgi.command.function", command.name());
        GogoCommand gogo = new GogoCommand(command.name(), commands);
        registrations.put(command, context.registerService(GogoCommand.class, gogo, properties));
    }

    void removeCommand(OperatorCommand command) {
        commands.remove(command);
        ServiceRegistration<?> registration = registrations.remove(command);
        if (registration != null) {
            registration.unregister();
        }
    }

    @Deactivate
    void close() {
        registrations.keySet().forEach(this::removeCommand);
    }
}
