package net.skywire.systemd;

import java.util.List;
import java.util.Objects;
import java.util.logging.Logger;
import net.skywire.host.AppFigures;
import net.skywire.host.AppStatusSource;
import net.skywire.pipe.descriptor.LibC;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.SynchronousBundleListener;
import org.osgi.service.component.ComponentServiceObjects;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.CollectionType;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.condition.Condition;

/**
 * Is there from when the container is ready, and tells systemd until it stops. Whoever embeds the bundles registers the
 * same {@link Condition} when all is started.
 */
@Component(
        service = {},
        enabled = false,
        immediate = true,
        name = Notifier.NAME)
public final class Notifier {

    static final String NAME = "net.skywire.systemd.notifier";

    private static final long FRAMEWORK = 0;

    private final BundleContext context;
    private final List<ComponentServiceObjects<LibC>> providers;
    private final Question question = new Question();
    private final Reporter reporter;
    private final SynchronousBundleListener listener = this::changed;
    private final LogSignal signal;

    /** @param providers none of which is loaded here: this is on the way of whoever is ready */
    @Activate
    public Notifier(
            BundleContext context,
            @Reference(target = "(osgi.condition.id=skywire.ready)") Condition ready,
            @Reference(
                            service = LibC.class,
                            cardinality = ReferenceCardinality.MULTIPLE,
                            collectionType = CollectionType.SERVICEOBJECTS)
                    List<ComponentServiceObjects<LibC>> providers) {
        this.context = context;
        this.providers = providers;
        Supervisor supervisor =
                Supervisor.of(System.getenv(), ProcessHandle.current().pid()).orElseThrow();
        reporter = new Reporter(supervisor, question, this::load);
        signal = new LogSignal(reporter::changed);
    }

    private List<LibC> load() {
        return providers.stream()
                .map(ComponentServiceObjects::getService)
                .filter(Objects::nonNull)
                .toList();
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addSource(AppStatusSource source) {
        question.add(source);
    }

    void removeSource(AppStatusSource source) {
        question.remove(source);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addFigures(AppFigures figures) {
        question.add(figures);
    }

    void removeFigures(AppFigures figures) {
        question.remove(figures);
    }

    /** While the framework stops, providers go one by one, and each brings this component up once more. */
    @Activate
    void begin() {
        if (context.getBundle(FRAMEWORK).getState() == Bundle.STOPPING) {
            return;
        }
        context.addBundleListener(listener);
        Logger.getLogger("").addHandler(signal);
        reporter.start();
    }

    private void changed(BundleEvent event) {
        if (event.getType() == BundleEvent.STOPPING && event.getBundle().getBundleId() == FRAMEWORK) {
            reporter.stopping();
        }
    }

    @Deactivate
    void end() {
        Logger.getLogger("").removeHandler(signal);
        context.removeBundleListener(listener);
        reporter.close();
    }
}
