package net.skywire.pipe.frame;

import java.nio.ByteBuffer;
import net.skywire.app.Loop;

/** Hands payloads to the encoder in C: short ones by way of memory whose address it knows, long ones from where they are. */
final class NativeEncoder implements SendEncoder {

    private static final int SHORT = 1024;

    private final CodecCalls calls;
    private final ByteBuffer prefixMemory = ByteBuffer.allocateDirect(SHORT);
    private final ByteBuffer payloadMemory = ByteBuffer.allocateDirect(SHORT);
    private final long prefixAddress;
    private final long payloadAddress;
    private SendPrefix lastPrefix;
    private ByteBuffer lastOut;
    private ByteBuffer otherOut;
    private long lastOutAddress;
    private long otherOutAddress;

    NativeEncoder(CodecCalls calls) {
        this.calls = calls;
        this.prefixAddress = calls.address(prefixMemory);
        this.payloadAddress = calls.address(payloadMemory);
    }

    @Override
    public void encode(SendPrefix prefix, int id, ByteBuffer payload, ByteBuffer out) {
        int length = payload.remaining();
        if (length > Loop.MAX_MESSAGE) {
            throw new IllegalArgumentException("payload: expected up to " + Loop.MAX_MESSAGE + " bytes, got " + length);
        }
        if (prefix != lastPrefix) {
            prefixMemory.put(0, prefix.bytes());
            lastPrefix = prefix;
        }
        int at = out.position();
        int written = encode(prefix.bytes().length, id, payload, address(out) + at, out.remaining());
        if (written < 0) {
            throw new IllegalArgumentException("frame of " + length + " bytes: expected room for it, got "
                    + out.remaining() + " bytes (" + written + ")");
        }
        payload.position(payload.limit());
        out.position(at + written);
    }

    private int encode(int prefixLength, int id, ByteBuffer payload, long out, int room) {
        int at = payload.position();
        int length = payload.remaining();
        if (length <= SHORT) {
            payloadMemory.put(0, payload, at, length);
            return calls.encode(prefixAddress, prefixLength, id, payloadAddress, length, out, room);
        }
        if (payload.isDirect()) {
            return calls.encode(prefixAddress, prefixLength, id, calls.address(payload) + at, length, out, room);
        }
        if (payload.hasArray()) {
            int arrayAt = payload.arrayOffset() + at;
            return calls.encodeArray(prefixAddress, prefixLength, id, payload.array(), arrayAt, length, out, room);
        }
        byte[] copy = new byte[length];
        payload.get(at, copy);
        return calls.encodeArray(prefixAddress, prefixLength, id, copy, 0, length, out, room);
    }

    /** Two buffers take turns, mostly. */
    private long address(ByteBuffer out) {
        if (out != lastOut) {
            ByteBuffer before = lastOut;
            long addressBefore = lastOutAddress;
            lastOutAddress = out == otherOut ? otherOutAddress : calls.address(out);
            lastOut = out;
            otherOut = before;
            otherOutAddress = addressBefore;
        }
        return lastOutAddress;
    }
}
