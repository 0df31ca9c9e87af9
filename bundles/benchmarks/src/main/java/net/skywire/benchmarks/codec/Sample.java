package net.skywire.benchmarks.codec;

import java.nio.ByteBuffer;
import java.util.Random;
import net.skywire.app.Addr;
import net.skywire.app.LoopAddr;
import net.skywire.app.PubKey;
import net.skywire.pipe.frame.Dialect;
import net.skywire.pipe.frame.SendPrefix;

/** What is sent: random bytes on a loop such as nodes make. */
final class Sample {

    /** Room for every frame. */
    static final int FRAME = 65537;

    static final LoopAddr LOOP = new LoopAddr(49152, new Addr(PubKey.parse("02" + "ab".repeat(32)), 10));
    static final SendPrefix PREFIX = SendPrefix.of(LOOP, Dialect.GO_2019_06);

    private Sample() {}

    static byte[] bytes(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }

    /** The same, off heap. */
    static ByteBuffer payload(int size) {
        return ByteBuffer.allocateDirect(size).put(bytes(size)).flip();
    }
}
