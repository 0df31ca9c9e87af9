package net.skywire.benchmarks.codec;

import java.io.IOException;
import java.util.logging.Level;
import java.util.logging.Logger;
import net.skywire.pipe.frame.SendCodec;
import net.skywire.pipe.frame.SendCodecs;

/** The codecs there are. */
public final class Codecs {

    public static final String JAVA = "java";

    /** Kept, as in the JVM that reports; JMH measures in others. */
    private static final Logger ALL = Logger.getLogger("");

    private Codecs() {}

    /** @throws IOException if it cannot work here; the message says why */
    public static SendCodec named(String name) throws IOException {
        ALL.setLevel(Level.WARNING);
        return SendCodecs.ofThisProcess().choose(name);
    }

    /** The one in C that this Java uses. */
    public static String inC() {
        return Runtime.version().feature() >= 22 ? "panama" : "jni";
    }
}
