package net.skywire.host.internal;

import java.util.Hashtable;
import net.skywire.app.App;
import net.skywire.app.SkywireApp;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceFactory;
import org.osgi.framework.ServiceRegistration;

/** Publishes a running app to other bundles, each of which gets a view of its own. */
final class AppService implements ServiceFactory<App> {

    private final App app;

    private AppService(App app) {
        this.app = app;
    }

    static ServiceRegistration<?> publish(App app, BundleContext context) {
        Hashtable<String, Object> properties = new Hashtable<>();
        properties.put(SkywireApp.PREFIX_ + "name", app.config().name());
        properties.put(SkywireApp.PREFIX_ + "version", app.config().version());
        app.addr().ifPresent(addr -> {
            properties.put(SkywireApp.PREFIX_ + "port", addr.port());
            properties.put(SkywireApp.PREFIX_ + "key", addr.key().toString());
        });
        return context.registerService(App.class, new AppService(app), properties);
    }

    @Override
    public App getService(Bundle bundle, ServiceRegistration<App> registration) {
        return new AppView(app);
    }

    @Override
    public void ungetService(Bundle bundle, ServiceRegistration<App> registration, App view) {
        view.close();
    }
}
