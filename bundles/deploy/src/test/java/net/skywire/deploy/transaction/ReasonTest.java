package net.skywire.deploy.transaction;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.InvocationTargetException;
import org.junit.jupiter.api.Test;

/** A reason ... */
class ReasonTest {

    private static String trace(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    @Test
    void isWhatIsAtTheBottomOfAStackTrace() {
        Throwable failure = new InvocationTargetException(
                new IllegalArgumentException("outer", new IllegalStateException("cannot be made")));

        assertEquals("java.lang.IllegalStateException: cannot be made", Reason.bottom(trace(failure)));
        assertEquals(
                "java.lang.IllegalStateException: alone", Reason.bottom(trace(new IllegalStateException("alone"))));
        assertEquals("", Reason.bottom(""));
    }

    @Test
    void isOneLineOfLimitedLength() {
        String line = Reason.of(new IllegalStateException("a\n\u001b[31m" + "b".repeat(600)));

        assertEquals("a [31m" + "b".repeat(494) + " ...", line);
    }
}
