package net.skywire.pipe.frame;

import java.nio.ByteBuffer;

/** The functions of {@code native/codec/skp.h} on addresses, however they are called. Any thread may call. */
public interface CodecCalls {

    /** @return bytes written; negative if it cannot be done */
    int encode(long prefix, int prefixLength, int id, long payload, int length, long out, int room);

    /** As {@link #encode}, of a payload in an array. */
    int encodeArray(long prefix, int prefixLength, int id, byte[] payload, int at, int length, long out, int room);

    /** @return records; negative if an argument is impossible */
    int parse(long in, int from, int to, long beginnings, long payloads, int room, long records, int most);

    /** Which of a processor's abilities are used: 0 none, 1 AVX2, 2 AVX-512, 3 NEON. */
    int level();

    /** Where a direct buffer begins, whatever its position. It must stay reachable for as long as the address is used. */
    long address(ByteBuffer direct);
}
