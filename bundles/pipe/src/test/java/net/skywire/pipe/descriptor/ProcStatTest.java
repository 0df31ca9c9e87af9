package net.skywire.pipe.descriptor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProcStatTest {

    @Test
    void readsPastANameOfAnyKind() {
        String line = "77 (a) Z 1 (b) S 1 70 70 0 -1 4194560 1 0 0 0 0 0 0 0 20 0 1 0 123456789012 1 1\n";

        assertEquals(new ProcStat("S", 70, 123_456_789_012L), ProcStat.parse(line));
    }

    @Test
    void knowsWhatHasEnded() {
        assertTrue(new ProcStat("S", 1, 1).runs());
        assertFalse(new ProcStat("Z", 1, 1).runs());
        assertFalse(new ProcStat("X", 1, 1).runs());
    }

    @Test
    void tellsOfThisProcessAndOfNoneThatThereIsNot() {
        assertTrue(ProcStat.of(ProcessHandle.current().pid()).orElseThrow().runs());
        assertEquals(Optional.empty(), ProcStat.of(Long.MAX_VALUE));
    }
}
