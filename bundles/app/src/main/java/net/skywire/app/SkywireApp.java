package net.skywire.app;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.osgi.service.component.annotations.ComponentPropertyType;

/**
 * Says on an {@link AppMain}, {@link LoopHandler} or {@link HealthCheck} component which app it belongs to: service properties
 * {@code skywire.app.name}, {@code skywire.app.version} and {@code skywire.app.port}. A component without a name or
 * version belongs to the app named after its bundle's symbolic name and version. The {@link App} service that the
 * container publishes for a running app has the same properties, and {@code skywire.app.bundle}, the id of its bundle.
 */
@ComponentPropertyType
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface SkywireApp {

    /** Prefix of the service properties. */
    String PREFIX_ = "skywire.app.";

    /** As on the node's list of apps. */
    String name() default "";

    /** The app's own version, such as {@code 1.0}. */
    String version() default "";

    /**
     * The port this app would like, if the operator gives it none; 0 for any. What the operator configures comes first.
     */
    int port() default 0;
}
