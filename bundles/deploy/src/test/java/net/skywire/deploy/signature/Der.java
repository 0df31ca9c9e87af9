package net.skywire.deploy.signature;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** As much of ASN.1's DER as certificates and time stamps need. */
final class Der {

    static final int SEQUENCE = 0x30;
    static final int SET = 0x31;

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'").withZone(ZoneOffset.UTC);

    private Der() {}

    static byte[] of(int tag, byte[]... parts) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            content.writeBytes(part);
        }
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.write(tag);
        int length = content.size();
        if (length >= 0x80) {
            byte[] bytes = BigInteger.valueOf(length).toByteArray();
            int skip = bytes[0] == 0 ? 1 : 0;
            all.write(0x80 | bytes.length - skip);
            all.write(bytes, skip, bytes.length - skip);
        } else {
            all.write(length);
        }
        all.writeBytes(content.toByteArray());
        return all.toByteArray();
    }

    static byte[] sequence(byte[]... parts) {
        return of(SEQUENCE, parts);
    }

    static byte[] integer(BigInteger value) {
        return of(0x02, value.toByteArray());
    }

    static byte[] integer(long value) {
        return integer(BigInteger.valueOf(value));
    }

    static byte[] truth() {
        return of(0x01, new byte[] {-1});
    }

    static byte[] octets(byte[] bytes) {
        return of(0x04, bytes);
    }

    static byte[] bits(byte[] bytes) {
        return of(0x03, new byte[1], bytes);
    }

    static byte[] time(Instant time) {
        return of(0x18, TIME.format(time).getBytes(StandardCharsets.US_ASCII));
    }

    static byte[] oid(String dotted) {
        List<Integer> numbers = new ArrayList<>(
                Arrays.stream(dotted.split("\\.")).map(Integer::valueOf).toList());
        int first = numbers.remove(0);
        numbers.set(0, 40 * first + numbers.get(0));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int number : numbers) {
            for (int shift = 28; shift > 0; shift -= 7) {
                if (number >> shift != 0) {
                    bytes.write(0x80 | number >> shift & 0x7F);
                }
            }
            bytes.write(number & 0x7F);
        }
        return of(0x06, bytes.toByteArray());
    }

    /** The encoded values in a value that consists of such. */
    static List<byte[]> parts(byte[] value) {
        ByteBuffer in = ByteBuffer.wrap(value);
        skipHead(in);
        List<byte[]> parts = new ArrayList<>();
        while (in.hasRemaining()) {
            int at = in.position();
            int length = skipHead(in);
            in.position(in.position() + length);
            parts.add(Arrays.copyOfRange(value, at, in.position()));
        }
        return parts;
    }

    static byte[] content(byte[] value) {
        ByteBuffer in = ByteBuffer.wrap(value);
        skipHead(in);
        return Arrays.copyOfRange(value, in.position(), value.length);
    }

    private static int skipHead(ByteBuffer in) {
        in.get();
        int length = in.get() & 0xFF;
        if (length < 0x80) {
            return length;
        }
        int total = 0;
        for (int left = length & 0x7F; left > 0; left--) {
            total = total << 8 | in.get() & 0xFF;
        }
        return total;
    }
}
