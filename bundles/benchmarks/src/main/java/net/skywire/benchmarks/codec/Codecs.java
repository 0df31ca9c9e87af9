package net.skywire.benchmarks.codec;

import net.skywire.pipe.frame.JavaSendCodec;
import net.skywire.pipe.frame.SendCodec;

/** The codecs there are. */
final class Codecs {

    static final String JAVA = "java";

    private Codecs() {}

    /** @throws IllegalStateException if it cannot work here */
    static SendCodec named(String name) {
        if (!name.equals(JAVA)) {
            throw new IllegalStateException("no codec " + name);
        }
        return new JavaSendCodec();
    }

    static boolean works(String name) {
        return name.equals(JAVA);
    }

    /** The one in C that this Java uses. */
    static String inC() {
        return Runtime.version().feature() >= 22 ? "panama" : "jni";
    }
}
