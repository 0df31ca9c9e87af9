package net.skywire.host.internal;

import net.skywire.app.AppConfig;
import net.skywire.app.SkywireApp;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.Version;

/** Which app of which bundle a service belongs to, and what it says of the app. */
record AppId(Bundle bundle, String name) {

    static AppId of(ServiceReference<?> service) {
        return new AppId(
                service.getBundle(), text(service, "name", service.getBundle().getSymbolicName()));
    }

    /** @throws IllegalArgumentException if name or version cannot be an app's */
    static AppConfig config(ServiceReference<?> service) {
        Version version = service.getBundle().getVersion();
        String numbers = version.getMajor() + "." + version.getMinor() + "." + version.getMicro();
        return new AppConfig(of(service).name(), text(service, "version", numbers));
    }

    /** The port the app would like; 0 if it does not say. */
    static int port(ServiceReference<?> service) {
        return service.getProperty(SkywireApp.PREFIX_ + "port") instanceof Integer port ? port : 0;
    }

    private static String text(ServiceReference<?> service, String property, String absent) {
        return service.getProperty(SkywireApp.PREFIX_ + property) instanceof String text && !text.isEmpty()
                ? text
                : absent;
    }
}
