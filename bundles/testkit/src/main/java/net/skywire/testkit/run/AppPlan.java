package net.skywire.testkit.run;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.List;
import net.skywire.app.AppConfig;
import net.skywire.app.AppMain;
import net.skywire.app.LoopHandler;

/**
 * An app that is to be started.
 *
 * @param port its own, or 0 for any
 * @param components classes of {@code AppMain} and {@code LoopHandler}
 * @param mains instances beside them
 * @param handlers instances beside them
 */
public record AppPlan(
        AppConfig config,
        int port,
        List<String> arguments,
        List<Class<?>> components,
        List<AppMain> mains,
        List<LoopHandler> handlers) {

    public AppPlan {
        components = List.copyOf(components);
        mains = List.copyOf(mains);
        handlers = List.copyOf(handlers);
        if (components.isEmpty() && mains.isEmpty() && handlers.isEmpty()) {
            throw new IllegalArgumentException(
                    "app " + config.name() + ": expected an AppMain or a LoopHandler, got none");
        }
    }

    boolean hasInstances() {
        return !mains.isEmpty() || !handlers.isEmpty();
    }

    /**
     * The same app, of instances only.
     *
     * @throws IOException if a component cannot be made
     */
    AppPlan made() throws IOException {
        List<AppMain> allMains = new ArrayList<>(mains);
        List<LoopHandler> allHandlers = new ArrayList<>(handlers);
        for (Class<?> component : components) {
            Object part = make(component);
            if (part instanceof AppMain main) {
                allMains.add(main);
            }
            if (part instanceof LoopHandler handler) {
                allHandlers.add(handler);
            }
        }
        return new AppPlan(config, port, arguments, List.of(), allMains, allHandlers);
    }

    private static Object make(Class<?> component) throws IOException {
        try {
            return component.getConstructor().newInstance();
        } catch (InvocationTargetException e) {
            throw new IOException(component.getName() + ": its constructor failed: " + e.getCause(), e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IOException(
                    component.getName() + ": expected a public class that can be made with no arguments, got " + e, e);
        }
    }
}
