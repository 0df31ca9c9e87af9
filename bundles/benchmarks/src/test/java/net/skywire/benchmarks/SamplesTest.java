package net.skywire.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class SamplesTest {

    @Test
    void haveTheMiddleAsTheirMedianWhateverTheOrder() {
        assertEquals(3, Samples.of(List.of(5.0, 1.0, 3.0)).median());
        assertEquals(2.5, Samples.of(List.of(4.0, 1.0, 2.0, 3.0)).median());
    }

    @Test
    void haveTheirMiddleHalfAsTheirSpread() {
        assertEquals(0.5, Samples.of(List.of(1.0, 3.0, 4.0, 5.0, 100.0)).spread());
    }
}
