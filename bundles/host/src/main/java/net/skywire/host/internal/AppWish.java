package net.skywire.host.internal;

import java.util.Dictionary;
import net.skywire.app.AppConfig;
import net.skywire.app.SkywireApp;
import net.skywire.app.spi.LoopPermissions;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.Version;

/**
 * What a service says of its app. Without a name it is the bundle's symbolic name, without a version the bundle's first
 * three numbers: {@code 1.0.0} for {@code 1.0.0.SNAPSHOT}.
 *
 * @param port the one the app would like; 0 if it does not say
 */
record AppWish(AppId id, String version, int port) {

    static AppWish of(ServiceReference<?> service) {
        Version version = service.getBundle().getVersion();
        String numbers = version.getMajor() + "." + version.getMinor() + "." + version.getMicro();
        String name = text(service, "name", service.getBundle().getSymbolicName());
        Object port = service.getProperty(SkywireApp.PREFIX_ + "port");
        return new AppWish(
                new AppId(service.getBundle(), name),
                text(service, "version", numbers),
                port instanceof Integer number ? number : 0);
    }

    private static String text(ServiceReference<?> service, String property, String absent) {
        return service.getProperty(SkywireApp.PREFIX_ + property) instanceof String text && !text.isEmpty()
                ? text
                : absent;
    }

    /** @throws IllegalArgumentException if the bundle's headers say nothing that makes sense */
    LoopPermissions permissions() {
        Dictionary<String, String> headers = id.bundle().getHeaders("");
        ServiceNames.parse(headers.get(ServiceNames.HEADER));
        return LoopPermissions.parse(headers.get(LoopPermissions.DIAL), headers.get(LoopPermissions.ACCEPT));
    }

    /** @throws IllegalArgumentException if name or version cannot be an app's */
    AppConfig config() {
        return new AppConfig(id.name(), version);
    }
}
