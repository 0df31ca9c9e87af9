package net.skywire.testkit;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.skywire.app.AppConfig;
import net.skywire.app.AppMain;
import net.skywire.app.LoopHandler;
import net.skywire.app.SkywireApp;
import net.skywire.testkit.run.AppPlan;

/** What an app is to be started with. One thread at a time. */
public final class AppSetup {

    private final SkywireNode node;
    private final List<Class<?>> components = new ArrayList<>();
    private final List<AppMain> mains = new ArrayList<>();
    private final List<LoopHandler> handlers = new ArrayList<>();
    private String name;
    private String version = "1.0";
    private int port;
    private List<String> arguments = List.of();

    AppSetup(SkywireNode node, String name) {
        this.node = node;
        this.name = name;
    }

    AppSetup add(Class<?> component) {
        if (!AppMain.class.isAssignableFrom(component) && !LoopHandler.class.isAssignableFrom(component)) {
            throw new IllegalArgumentException(
                    "component: expected an AppMain or a LoopHandler, got " + component.getName());
        }
        components.add(component);
        SkywireApp said = component.getAnnotation(SkywireApp.class);
        if (said != null) {
            name = said.name().isEmpty() ? name : said.name();
            version = said.version().isEmpty() ? version : said.version();
            port = said.port() == 0 ? port : said.port();
        }
        return this;
    }

    /** In place of what {@link SkywireApp} says on the components. */
    public AppSetup version(String appVersion) {
        version = appVersion;
        return this;
    }

    /** As the operator gives it: in place of what {@link SkywireApp} says on the components; 0 for any. */
    public AppSetup port(int fixed) {
        port = fixed;
        return this;
    }

    /** What {@link net.skywire.app.App#arguments} is to give. */
    public AppSetup arguments(String... words) {
        arguments = List.copyOf(Arrays.asList(words));
        return this;
    }

    /** An instance, which can run as a bundle only. */
    public AppSetup main(AppMain main) {
        mains.add(main);
        return this;
    }

    /** An instance, which can run as a bundle only. */
    public AppSetup handler(LoopHandler handler) {
        handlers.add(handler);
        return this;
    }

    /**
     * Makes the components and starts the app. Waits until it has its seat, which takes a process a second or two, a
     * minute at most.
     *
     * @throws IOException if it gets no seat, or cannot be started; the message carries the reason
     */
    public RunningApp start() throws IOException {
        return node.start(new AppPlan(new AppConfig(name, version), port, arguments, components, mains, handlers));
    }
}
