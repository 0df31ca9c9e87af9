package net.skywire.benchmarks;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import net.skywire.benchmarks.codec.CodecTimes;
import net.skywire.benchmarks.deploy.HandOver;
import net.skywire.benchmarks.deploy.HotDeploy;
import net.skywire.benchmarks.deploy.Leak;
import net.skywire.benchmarks.deploy.ManyDropped;
import net.skywire.benchmarks.deploy.Rollback;
import net.skywire.benchmarks.loops.AppToApp;
import net.skywire.benchmarks.loops.AppToNode;
import net.skywire.benchmarks.memory.MemoryLoops;
import net.skywire.benchmarks.scale.BesideIdleLoops;
import net.skywire.benchmarks.scale.Dials;
import net.skywire.benchmarks.scale.IdleLoops;
import net.skywire.benchmarks.scale.ManyApps;
import net.skywire.benchmarks.scale.StalledPeer;
import net.skywire.benchmarks.start.Emulated;
import net.skywire.benchmarks.start.FirstPong;
import net.skywire.benchmarks.start.Idle;

/** What can be asked for on the command line: scenarios that go together, and how their JVMs are started. */
enum Topic {
    /** Sends encoded and parsed; with a heap all of which is there, so that what allocates does not wait for the system. */
    CODEC(
            List.of("-XX:+UseSerialGC", "-Xms256m", "-Xmx256m", "-XX:+AlwaysPreTouch"),
            Map.entry("sends", new CodecTimes())),
    /** Loops over pipes between processes. */
    LOOPS(
            Options.BOTH_COMPILERS,
            Map.entry("app-node-native", new AppToNode("native", 0.90, true)),
            Map.entry("app-node-java", new AppToNode("java", 0.70, false)),
            Map.entry("app-node-app", new AppToApp())),
    /** Loops between bundles. */
    MEMORY(Options.BOTH_COMPILERS, Map.entry("bundles", new MemoryLoops())),
    /** The product as it is started. */
    START(
            Options.PRODUCT,
            Map.entry("first-pong", new FirstPong()),
            Map.entry("emulated", new Emulated()),
            Map.entry("idle", new Idle())),
    /** Apps that come and change. */
    DEPLOY(
            Options.PRODUCT,
            Map.entry("hot-deploy", new HotDeploy()),
            Map.entry("rollback", new Rollback()),
            Map.entry("500-apps", new ManyDropped()),
            Map.entry("handover", new HandOver()),
            Map.entry("leak", new Leak())),
    /** Many loops, apps and dials. */
    SCALE(
            Options.PRODUCT,
            Map.entry("idle-loops", new IdleLoops()),
            Map.entry("beside-idle-loops", new BesideIdleLoops()),
            Map.entry("stalled-peer", new StalledPeer()),
            Map.entry("dials", new Dials()),
            Map.entry("many-apps", new ManyApps()));

    private static final class Options {
        /** As {@code bin/skywire-osgi} has it. */
        static final List<String> PRODUCT =
                List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xms16m", "-Xmx512m", "-Xss512k");

        /** The same with both compilers, as for all that is to be fast. */
        static final List<String> BOTH_COMPILERS = List.of("-XX:+UseSerialGC", "-Xms16m", "-Xmx512m", "-Xss512k");
    }

    private final List<String> options;
    private final Map<String, Scenario> scenarios = new LinkedHashMap<>();

    @SafeVarargs
    Topic(List<String> options, Map.Entry<String, Scenario>... scenarios) {
        this.options = options;
        for (Map.Entry<String, Scenario> scenario : scenarios) {
            this.scenarios.put(scenario.getKey(), scenario.getValue());
        }
    }

    /** The JVMs it is measured on where there is {@code jvm}: the codec also on one for which there is no AVX-512. */
    List<Jvm> on(Jvm jvm) {
        boolean older = this == CODEC && jvm.label().equals("17");
        return older ? List.of(jvm, jvm.with("-avx2", "-XX:UseAVX=2")) : List.of(jvm);
    }

    /** As on the command line. */
    String text() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    static Topic of(String text) {
        return Arrays.stream(values())
                .filter(topic -> topic.text().equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("expected one of "
                        + Arrays.stream(values()).map(Topic::text).collect(Collectors.joining(", ")) + " or all, got "
                        + text));
    }

    List<String> options() {
        return options;
    }

    Iterable<String> scenarios() {
        return scenarios.keySet();
    }

    Scenario scenario(String name) {
        return scenarios.get(name);
    }
}
