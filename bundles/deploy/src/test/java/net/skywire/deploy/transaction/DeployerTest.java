package net.skywire.deploy.transaction;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import net.skywire.deploy.AppJars;
import net.skywire.deploy.Consent;
import net.skywire.deploy.DeployEvent;
import net.skywire.deploy.RefusedException;
import net.skywire.deploy.container.Container;
import net.skywire.deploy.publisher.PublishersFolder;
import net.skywire.deploy.signature.SignatureCheck;
import net.skywire.deploy.signature.SignatureMode;
import net.skywire.deploy.transaction.Deployer.Surroundings;
import net.skywire.host.AppConfiguration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.SynchronousBundleListener;

/** A deployer ... */
@Timeout(60)
class DeployerTest {

    private static final String CHAT = "net.example.chat";
    private static final String NO_ACTIVATOR = "Bundle-Activator: net.example.Absent";

    private final ScriptedHost host = new ScriptedHost();
    private final CopyOnWriteArrayList<AppConfiguration> keepers = new CopyOnWriteArrayList<>();
    private DeployLimits limits = new DeployLimits(
            Duration.ofSeconds(5),
            Duration.ofSeconds(5),
            Duration.ofSeconds(30),
            Duration.ofMinutes(5),
            Duration.ofMillis(20));

    @TempDir
    Path temporary;

    private Container container;
    private Deployer deployer;

    @BeforeEach
    void open() throws Exception {
        container = new Container(temporary.resolve("storage"));
        begin();
    }

    private void begin() throws Exception {
        deployer = new Deployer(
                new Surroundings(container.context(), host, Components.NONE, new CopyOnWriteArrayList<>(), keepers),
                temporary.resolve("deployed"),
                new SignatureCheck(SignatureMode.DEVELOPMENT, new PublishersFolder(temporary.resolve("publishers"))),
                limits);
        deployer.restore();
    }

    @AfterEach
    void close() throws Exception {
        deployer.close();
        container.stop();
    }

    private void startAgain() throws Exception {
        close();
        open();
    }

    private String deploy(String version, String... headers) throws Exception {
        return deploy(version, Set.of(), headers);
    }

    private String deploy(String version, Set<Consent> consents, String... headers) throws Exception {
        Path jar = temporary.resolve("chat-" + version + ".jar");
        if (!Files.exists(jar)) {
            Files.write(jar, AppJars.bundle(CHAT, version, headers));
        }
        return deployer.deploy(jar, "a test", consents, step -> {});
    }

    private void await(String state) {
        await(CHAT, state);
    }

    private void await(String bundle, String state) {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!container.stateOf(bundle).equals(state)) {
            assertTrue(System.nanoTime() < deadline, "expected " + state + ", got " + container.stateOf(bundle));
            Thread.onSpinWait();
        }
    }

    private Bundle bundle(String version) {
        return container
                .bundles(CHAT)
                .filter(each -> each.getVersion().toString().equals(version))
                .findFirst()
                .orElseThrow();
    }

    private List<String> history() {
        return deployer.history(CHAT).stream()
                .map(event -> event.what() + ' ' + event.version())
                .toList();
    }

    @Test
    void bringsAVersionToLifeBesideTheOneThatRunsAndThenHandsOver() throws Exception {
        deploy("1.0.0");
        CountDownLatch loop = new CountDownLatch(1);
        host.openLoops(loop);
        for (String call : List.of("stage 1.0.0", "probe 1.0.0", "handOver 1.0.0")) {
            assertEquals(call, host.next());
        }

        assertEquals("updated net.example.chat 1.1.0", deploy("1.1.0"));

        for (String call : List.of("stage after 1.0.0 1.1.0", "probe 1.1.0", "handOver 1.1.0", "drain 1.0.0")) {
            assertEquals(call, host.next());
        }
        assertEquals("1.0.0 active, 1.1.0 active", container.stateOf(CHAT));
        loop.countDown();
        await("1.1.0 active");
    }

    @Test
    void endsLoopsOfAnEarlierVersionWhenTheyHaveHadTheirTime() throws Exception {
        deployer.close();
        limits =
                new DeployLimits(limits.start(), limits.probe(), Duration.ofMillis(50), limits.trial(), limits.check());
        begin();
        deploy("1.0.0");
        host.openLoops(new CountDownLatch(1));

        deploy("1.1.0");

        await("1.1.0 active");
    }

    @Test
    void leavesAllAsItWasIfAVersionIsNotWell() throws Exception {
        deploy("1.0.0");
        host.makeSick("1.1.0", "app chat 1.1.0: health check: no answer");

        var refused = assertThrows(RefusedException.class, () -> deploy("1.1.0"));

        assertEquals("app chat 1.1.0: health check: no answer; net.example.chat 1.0.0 runs on", refused.getMessage());
        assertEquals("1.0.0 active", container.stateOf(CHAT));
        assertEquals(List.of("refused 1.1.0", "deployed 1.0.0"), history());
    }

    @Test
    void blamesNoAppForTheEndOfTheContainer() throws Exception {
        host.makeSick("1.0.0", "the node is gone");
        CountDownLatch ending = new CountDownLatch(1);
        CountDownLatch refused = new CountDownLatch(1);
        container.context().addBundleListener((SynchronousBundleListener) event -> {
            if (event.getType() == BundleEvent.STOPPING && event.getBundle().getBundleId() == 0) {
                ending.countDown();
                assertDoesNotThrow(() -> refused.await(20, TimeUnit.SECONDS));
            }
        });
        Path jar = Files.write(temporary.resolve("chat-1.0.0.jar"), AppJars.bundle(CHAT, "1.0.0"));

        assertThrows(
                RefusedException.class,
                () -> deployer.deploy(jar, "a test", Set.of(), step -> {
                    if (step.equals("probing it")) {
                        assertDoesNotThrow(() -> container.context().getBundle().stop());
                        assertTrue(assertDoesNotThrow(() -> ending.await(20, TimeUnit.SECONDS)));
                    }
                }));
        refused.countDown();
        startAgain();

        var again = assertThrows(RefusedException.class, () -> deploy("1.0.0"));
        assertTrue(again.getMessage().startsWith("the node is gone"), again.getMessage()); // it was tried
    }

    @Test
    void doesNotTryAgainByItselfWhatHasFailed() throws Exception {
        deploy("1.0.0");
        host.makeSick("1.1.0", "is not well");
        assertThrows(RefusedException.class, () -> deploy("1.1.0"));

        var refused = assertThrows(RefusedException.class, () -> deploy("1.1.0"));

        assertTrue(
                refused.getMessage()
                        .startsWith("expected a jar that has not failed, got one that was tried before: is not well"),
                refused.getMessage());
        host.makeSick("1.1.0", "is still not well");
        var again = assertThrows(RefusedException.class, () -> deploy("1.1.0", Set.of(Consent.AGAIN)));
        assertTrue(again.getMessage().startsWith("is still not well"), again.getMessage());
    }

    @Test
    void rollsBackWhatFailsSoonAfter() throws Exception {
        deploy("1.0.0");
        deploy("1.1.0");

        host.fail(bundle("1.1.0"), "app chat: boom");

        await("1.0.0 active");
        assertEquals(List.of("rolled back 1.0.0", "failed 1.1.0", "updated 1.1.0", "deployed 1.0.0"), history());
        assertEquals("net.example.chat 1.1.0 has failed: app chat: boom", last().reason());
        startAgain();
        assertEquals("1.0.0 active", container.stateOf(CHAT));
    }

    @Test
    void putsBackWhatWasConfiguredWithTheVersionThatItPutsBack() throws Exception {
        Map<String, String> configured = new ConcurrentHashMap<>(Map.of("chat", "port 1"));
        keepers.add(new AppConfiguration() {
            @Override
            public Optional<String> of(String app) {
                return Optional.ofNullable(configured.get(app));
            }

            @Override
            public boolean restore(String app, String text) {
                return !text.equals(configured.put(app, text));
            }
        });
        deploy("1.0.0");
        bundle("1.0.0")
                .getBundleContext()
                .registerService(Runnable.class, () -> {}, new Hashtable<>(Map.of("skywire.app.name", "chat")));
        deploy("1.1.0");
        configured.put("chat", "port 2");

        host.fail(bundle("1.1.0"), "boom");

        await("1.0.0 active");
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!configured.equals(Map.of("chat", "port 1"))) {
            assertTrue(System.nanoTime() < deadline, configured.toString());
            Thread.onSpinWait();
        }
    }

    private DeployEvent last() {
        return deployer.history(CHAT).get(0);
    }

    @Test
    void rollsBackWhatIsNotWellAnyMore() throws Exception {
        deploy("1.0.0");
        deploy("1.1.0");

        host.makeSick("1.1.0", "app chat 1.1.0: health check: no answer");

        await("1.0.0 active");
    }

    @Test
    void leavesWhatHasProvedItself() throws Exception {
        deployer.close();
        limits = new DeployLimits(limits.start(), limits.probe(), limits.drain(), Duration.ZERO, limits.check());
        begin();
        deploy("1.0.0");
        deploy("1.1.0");
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (deployer.apps().get(0).trial().isPresent()) {
            assertTrue(System.nanoTime() < deadline, "it is on trial still");
            Thread.onSpinWait();
        }

        host.fail(bundle("1.1.0"), "boom");
        deploy("1.2.0");

        await("1.2.0 active");
        assertEquals(List.of("updated 1.2.0", "updated 1.1.0", "deployed 1.0.0"), history());
    }

    @Test
    void saysThatThereIsNothingToGoBackTo() throws Exception {
        deploy("1.0.0");

        host.fail(bundle("1.0.0"), "boom");

        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (history().size() < 2) {
            assertTrue(System.nanoTime() < deadline, "it has not failed");
            Thread.onSpinWait();
        }
        assertEquals(List.of("failed 1.0.0", "deployed 1.0.0"), history());
        assertEquals("1.0.0 active", container.stateOf(CHAT));
    }

    @Test
    void putsBackAnEarlierVersionWhenAskedTo() throws Exception {
        for (String version : List.of("1.0.0", "1.1.0", "1.2.0", "1.3.0", "1.4.0")) {
            deploy(version);
        }

        assertEquals("rolled net.example.chat back to 1.3.0", deployer.rollBack(CHAT, Optional.empty(), step -> {}));
        assertEquals(
                "rolled net.example.chat back to 1.2.0", deployer.rollBack(CHAT, Optional.of("1.2.0"), step -> {}));
        await("1.2.0 active");

        var refused =
                assertThrows(RefusedException.class, () -> deployer.rollBack(CHAT, Optional.of("1.0.0"), step -> {}));
        assertTrue(
                refused.getMessage()
                        .startsWith("expected an earlier version of net.example.chat that ran well, got 1.0.0;"),
                refused.getMessage());
    }

    @Test
    void letsInAnOlderVersionOnlyIfToldSo() throws Exception {
        deploy("1.1.0");
        deployer.remove(CHAT);

        var refused = assertThrows(RefusedException.class, () -> deploy("1.0.0"));

        assertEquals(
                "expected version 1.1.0 of net.example.chat or a later one, got 1.0.0, which --older lets in",
                refused.getMessage());
        deploy("1.0.0", Set.of(Consent.OLDER));
        await("1.0.0 active");
    }

    @Test
    void letsAnUpdateAskForMoreOnlyIfToldSo() throws Exception {
        deploy("1.0.0", "Skywire-Dial: *:10", "Skywire-Accept: none");

        var refused = assertThrows(
                RefusedException.class,
                () -> deploy("1.1.0", "Skywire-Dial: *:10, *:22", "Skywire-Accept: none", "Skywire-Uses: files"));

        assertEquals(
                "expected an update that asks for nothing more, got one that asks for dial *:22, uses files,"
                        + " which --grant lets it have",
                refused.getMessage());
        deploy(
                "1.1.0",
                Set.of(Consent.GRANT),
                "Skywire-Dial: *:10, *:22",
                "Skywire-Accept: none",
                "Skywire-Uses: files");
        assertEquals(
                List.of("dial *:10", "dial *:22", "uses files"),
                deployer.apps().get(0).permissions());
    }

    @Test
    void saysBeforehandWhatItWouldDo() throws Exception {
        deploy("1.0.0", "Skywire-Dial: *:10", "Skywire-Accept: none");
        Path jar = Files.write(
                temporary.resolve("next.jar"),
                AppJars.bundle(CHAT, "1.1.0", "Skywire-Dial: *:22", "Skywire-Accept: none"));

        List<String> lines = new ArrayList<>(deployer.preview(jar, "a test", Set.of()));

        assertTrue(lines.remove(1).startsWith("digest     "));
        assertEquals(
                List.of(
                        "app        net.example.chat 1.1.0",
                        "signed by  nobody",
                        "replaces   1.0.0",
                        "asks for   dial *:22  (new)",
                        "no longer  dial *:10",
                        "restarts   nobody else",
                        "refused    expected an update that asks for nothing more, got one that asks for dial *:22,"
                                + " which --grant lets it have"),
                lines);
        assertEquals("1.0.0 active", container.stateOf(CHAT));
    }

    @Test
    void stopsOthersThatUseAnAppOnlyIfToldSo() throws Exception {
        deploy("1.0.0", "Export-Package: net.example.shared;version=1.0");
        Path user = Files.write(
                temporary.resolve("user.jar"),
                AppJars.bundle("net.example.user", "1.0.0", "Import-Package: net.example.shared"));
        deployer.deploy(user, "a test", Set.of(), step -> {});

        var refused = assertThrows(
                RefusedException.class, () -> deploy("1.1.0", "Export-Package: net.example.shared;version=1.0"));

        assertEquals(
                "expected an update that touches nobody else, got one that stops and starts net.example.user,"
                        + " which --refresh lets it do",
                refused.getMessage());
        deploy("1.1.0", Set.of(Consent.REFRESH), "Export-Package: net.example.shared;version=1.0");
        await("1.1.0 active");
        await("net.example.user", "1.0.0 active"); // it stops and starts once the old version has gone
    }

    @Test
    void startsWhatIsToRunAgain() throws Exception {
        deploy("1.0.0");
        deploy("1.1.0");

        startAgain();

        assertEquals("1.1.0 active", container.stateOf(CHAT));
        assertEquals("", deploy("1.1.0"));
    }

    @Test
    void goesBackIfWhatIsToRunIsDamaged() throws Exception {
        deploy("1.0.0");
        deploy("1.1.0");
        Path jar = temporary.resolve("deployed/jars/" + deployer.apps().get(0).digest() + ".jar");
        Files.write(jar, AppJars.damaged(Files.readAllBytes(jar)));

        startAgain();

        assertEquals("1.0.0 active", container.stateOf(CHAT));
        assertTrue(last().reason().contains("as it was deployed, got other bytes: damaged"), last().reason());
    }

    @Test
    void goesBackIfTheContainerDoesNotSurviveAVersion() throws Exception {
        deploy("1.0.0");
        deploy("1.1.0");
        for (int death = 0; death < 2; death++) {
            startAgainAsIfKilled();
            assertEquals("1.1.0 active", container.stateOf(CHAT));
        }
        startAgain();
        assertEquals("1.1.0 active", container.stateOf(CHAT), "who ends as it should is not killed");

        startAgainAsIfKilled();

        assertEquals("1.0.0 active", container.stateOf(CHAT));
        assertTrue(last().reason().endsWith("was killed 3 times while it was on trial"), last().reason());
    }

    private void startAgainAsIfKilled() throws Exception {
        close();
        Files.createFile(temporary.resolve("deployed/at-work"));
        open();
    }

    @Test
    void refusesAVersionThatDoesNotStart() throws Exception {
        deploy("1.0.0");

        var refused = assertThrows(RefusedException.class, () -> deploy("1.1.0", NO_ACTIVATOR));

        assertTrue(refused.getMessage().endsWith("; net.example.chat 1.0.0 runs on"), refused.getMessage());
        assertEquals("1.0.0 active", container.stateOf(CHAT));
    }

    @Test
    void refusesAVersionThatHangs() throws Exception {
        deployer.close();
        limits = new DeployLimits(
                Duration.ofMillis(200), limits.probe(), limits.drain(), limits.trial(), limits.check());
        begin();
        deploy("1.0.0");
        Path jar = Files.write(temporary.resolve("hangs.jar"), HangingActivator.jar(CHAT, "1.1.0"));

        var refused = assertThrows(
                RefusedException.class, () -> deployer.deploy(jar, "a test", Set.of(Consent.GRANT), step -> {}));

        assertTrue(
                refused.getMessage()
                        .startsWith(
                                "expected it to start within 200 ms, it hangs in net.skywire.deploy.transaction.Hang"),
                refused.getMessage());
        await("1.0.0 active");
    }

    @Test
    void keepsARecordThatCannotBeReadForTheOperator() throws Exception {
        deploy("1.0.0");
        Path record = temporary.resolve("deployed/apps/" + CHAT + ".json");
        Files.writeString(record, "{\"symbolicName\":");

        startAgain();

        assertEquals("none", container.stateOf(CHAT));
        assertTrue(Files.exists(record.resolveSibling(CHAT + ".json.unreadable")));
        deploy("1.0.0");
        await("1.0.0 active");
    }

    @Test
    void saysWhatTheDiskSays() throws Exception {
        Path jar = temporary.resolve("absent.jar");

        assertThrows(IOException.class, () -> deployer.deploy(jar, "a test", Set.of(), step -> {}));
    }
}
