package net.skywire.host.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import net.skywire.app.App;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.osgi.framework.Bundle;
import org.osgi.framework.hooks.service.EventListenerHook;
import org.osgi.framework.hooks.service.FindHook;

@Timeout(60)
class ServiceIsolationTest {

    @TempDir
    Path storage;

    private Registry registry;
    private ServiceIsolation isolation;
    private Bundle chat;

    @BeforeEach
    void start() throws Exception {
        registry = new Registry(storage);
        isolation = new ServiceIsolation(registry.context);
        String[] hooks = {FindHook.class.getName(), EventListenerHook.class.getName()};
        registry.context.registerService(hooks, isolation, null);
        registry.host.addNode(new SmallNode(), Map.of());
        chat = app("chat", Map.of());
    }

    @AfterEach
    void stop() throws Exception {
        isolation.close();
        registry.close();
    }

    private Bundle app(String name, Map<String, String> headers) throws Exception {
        Bundle bundle = registry.installed("skywire-app:" + name + ".jar", name, headers);
        bundle.start();
        return bundle;
    }

    private static Bundle serving(Bundle bundle) {
        bundle.getBundleContext().registerService(Callable.class, () -> "served", null);
        return bundle;
    }

    private static Object seen(Bundle bundle, Class<?> type) {
        return bundle.getBundleContext().getServiceReference(type);
    }

    @Test
    void hidesTheServicesOfAnAppFromOtherApps() throws Exception {
        serving(chat);
        Bundle other = app("other", Map.of());

        assertNull(seen(other, Callable.class));
        assertNotNull(seen(chat, Callable.class));
        assertNotNull(seen(registry.bundle("product"), Callable.class));
    }

    @Test
    void showsTheServicesOfTheProductToApps() {
        registry.context.registerService(Callable.class, () -> "product", null);

        assertNotNull(seen(chat, Callable.class));
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "java.util.concurrent.*", "net.example.Chat, java.util.concurrent.Callable"})
    void showsThemToAnAppThatAsksForThem(String header) throws Exception {
        serving(chat);

        Bundle other = app("other", Map.of("Skywire-Services", header));

        assertNotNull(seen(other, Callable.class));
    }

    @ParameterizedTest
    @ValueSource(strings = {"java.util.*.Callable", "java.util.concurrent.Callabl", "", "java.net.*"})
    void hidesThemFromAnAppThatAsksForOthers(String header) throws Exception {
        serving(chat);

        Bundle other = app("other", Map.of("Skywire-Services", header));

        assertNull(seen(other, Callable.class));
    }

    @Test
    void tellsOfServicesOnlyThoseWhoSeeThem() throws Exception {
        List<String> told = new ArrayList<>();
        Bundle other = app("other", Map.of());
        Bundle asking = app("asking", Map.of("Skywire-Services", "java.util.concurrent.Callable"));
        other.getBundleContext().addServiceListener(event -> told.add("other"));
        asking.getBundleContext().addServiceListener(event -> told.add("asking"));

        serving(chat);

        assertEquals(List.of("asking"), told);
    }

    @Test
    void showsAnAppServiceToItsOwnBundle() throws Exception {
        registry.add(chat, Registry.properties("chat"), app -> new CountDownLatch(1).await());

        assertNotNull(seen(chat, App.class));
        assertNull(seen(app("other", Map.of()), App.class));
        assertNotNull(seen(app("asking", Map.of("Skywire-Services", App.class.getName())), App.class));
    }

    @Test
    void showsEachOfTwoRevisionsItsOwnAppAlone() throws Exception {
        Bundle next = registry.installed("skywire-app:chat.jar#2", "chat", Map.of("Skywire-Services", "*"));
        registry.add(chat, Registry.properties("chat", "1.0"), app -> new CountDownLatch(1).await());
        registry.succession.stage(next, Optional.of(chat));
        next.start();
        registry.add(next, Registry.properties("chat", "1.1"), app -> new CountDownLatch(1).await());
        Bundle asking = app("asking", Map.of("Skywire-Services", "*"));

        assertEquals("1.0", version(chat));
        assertEquals("1.1", version(next));
        assertEquals("1.0", version(asking));
        registry.succession.handOver(next);

        assertEquals("1.0", version(chat));
        assertEquals("1.1", version(asking));
    }

    private static String version(Bundle bundle) {
        return (String) bundle.getBundleContext().getServiceReference(App.class).getProperty("skywire.app.version");
    }

    @Test
    void saysWhichNameItDoesNotUnderstand() {
        var thrown = assertThrows(IllegalArgumentException.class, () -> ServiceNames.parse("net.example.*, a b"));

        assertEquals(
                "Skywire-Services: expected a name such as net.example.Chat, net.example.* or *, got \"a b\"",
                thrown.getMessage());
    }
}
