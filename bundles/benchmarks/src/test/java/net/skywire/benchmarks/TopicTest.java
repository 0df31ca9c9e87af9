package net.skywire.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class TopicTest {

    private final Jvm seventeen = new Jvm(Path.of("/jdk-17"), "17", List.of());

    @Test
    void measuresTheCodecAlsoAsOnAnOlderProcessor() {
        List<Jvm> jvms = Topic.CODEC.on(seventeen);

        assertEquals(List.of("17", "17-avx2"), jvms.stream().map(Jvm::label).toList());
        assertEquals(List.of("-XX:UseAVX=2"), jvms.get(1).options());
    }

    @Test
    void measuresAllElseOnceOnEachJava() {
        assertEquals(List.of(seventeen), Topic.LOOPS.on(seventeen));
    }

    @Test
    void namesThoseThereAreWhereItIsNone() {
        var thrown = assertThrows(IllegalArgumentException.class, () -> Topic.of("speed"));

        assertEquals(
                "expected one of codec, loops, memory, start, deploy, scale or all, got speed", thrown.getMessage());
    }
}
