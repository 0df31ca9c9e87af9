package net.skywire.host.internal;

import java.util.Hashtable;
import net.skywire.app.App;
import net.skywire.app.SkywireApp;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceFactory;
import org.osgi.framework.ServiceRegistration;

/** A running app, published to other bundles, each of which gets a view of its own. */
final class AppService {

    /** The service property with the id of the bundle whose app it is. */
    static final String BUNDLE = SkywireApp.PREFIX_ + "bundle";

    /** The service property of an app that nobody reaches yet: the bundle whose app it is sees it, and no other app. */
    static final String STAGED = SkywireApp.PREFIX_ + "staged";

    private final App app;
    private final Bundle owner;
    private final int ranking;
    private final ServiceRegistration<?> registration;

    /** @param ranking higher than that of the app it follows */
    AppService(App app, Bundle owner, int ranking, boolean staged, BundleContext context) {
        this.app = app;
        this.owner = owner;
        this.ranking = ranking;
        this.registration = context.registerService(App.class, new Views(app), properties(staged));
    }

    private Hashtable<String, Object> properties(boolean staged) {
        Hashtable<String, Object> properties = new Hashtable<>();
        properties.put(SkywireApp.PREFIX_ + "name", app.config().name());
        properties.put(SkywireApp.PREFIX_ + "version", app.config().version());
        app.addr().ifPresent(addr -> {
            properties.put(SkywireApp.PREFIX_ + "port", addr.port());
            properties.put(SkywireApp.PREFIX_ + "key", addr.key().toString());
        });
        properties.put(BUNDLE, owner.getBundleId());
        properties.put(Constants.SERVICE_RANKING, ranking);
        if (staged) {
            properties.put(STAGED, true);
        }
        return properties;
    }

    int ranking() {
        return ranking;
    }

    /** The app is staged no more. */
    void handedOver() {
        registration.setProperties(properties(false));
    }

    void unpublish() {
        registration.unregister();
    }

    private record Views(App app) implements ServiceFactory<App> {

        @Override
        public App getService(Bundle bundle, ServiceRegistration<App> registration) {
            return new AppView(app);
        }

        @Override
        public void ungetService(Bundle bundle, ServiceRegistration<App> registration, App view) {
            view.close();
        }
    }
}
