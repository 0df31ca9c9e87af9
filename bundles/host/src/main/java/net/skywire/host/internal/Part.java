package net.skywire.host.internal;

import net.skywire.app.AppMain;
import net.skywire.app.LoopHandler;
import org.osgi.framework.ServiceReference;

/** What a service is to its app. One service may be both kinds. */
sealed interface Part {

    ServiceReference<?> reference();

    /** What the service said when it came; nothing of it can be asked once it has gone. */
    AppWish wish();

    default boolean is(Class<? extends Part> kind, ServiceReference<?> other) {
        return kind.isInstance(this) && reference().equals(other);
    }

    record Main(AppMain service, ServiceReference<?> reference, AppWish wish) implements Part {}

    record Handler(LoopHandler service, ServiceReference<?> reference, AppWish wish) implements Part {}
}
