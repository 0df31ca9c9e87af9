package net.skywire.pipe.frame;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import net.skywire.app.Loop;

/** Parses as {@code skp_parse} does, in Java. */
final class JavaParser implements FrameParser {

    private static final byte[] PAYLOAD_KEY = "\"payload\":\"".getBytes(StandardCharsets.US_ASCII);
    private static final int LENGTH_SIZE = 2;
    private static final int GROUP = 4;

    private enum Found {
        SEND,
        OTHER,
        NO_ROOM
    }

    private final ByteBuffer in;
    private final Beginnings beginnings;
    private final ByteBuffer payloads;
    private final FrameTable table;
    private final Base64Chunks base64 = new Base64Chunks();
    private final Base64Check check = new Base64Check();
    private int used;

    JavaParser(ByteBuffer in, Beginnings beginnings, ByteBuffer payloads, FrameTable table) {
        this.in = in;
        this.beginnings = beginnings;
        this.payloads = payloads;
        this.table = table;
    }

    @Override
    public int parse(int from, int to) {
        used = 0;
        int count = 0;
        int at = from;
        while (count < FrameTable.MOST && to - at >= LENGTH_SIZE) {
            int size = LENGTH_SIZE + Short.toUnsignedInt(in.getShort(at));
            if (size < FrameHead.SIZE || to - at < size) {
                break;
            }
            Found found = FrameHead.type(in, at) == FrameType.SEND ? send(count, at, size) : Found.OTHER;
            if (found == Found.NO_ROOM) {
                break;
            }
            if (found == Found.OTHER) {
                set(count, at, size, FrameTable.BODY, 0, at + FrameHead.SIZE, size - FrameHead.SIZE);
            }
            count++;
            if (found == Found.OTHER && FrameHead.type(in, at) == FrameType.SEND) {
                break;
            }
            at += size;
        }
        return count;
    }

    private void set(int index, int frameAt, int size, int kind, int slot, int at, int length) {
        table.set(
                index, FrameHead.type(in, frameAt), FrameHead.id(in, frameAt), kind, slot, at, length, frameAt + size);
    }

    private Found send(int index, int at, int size) {
        int bodyAt = at + FrameHead.SIZE;
        int end = at + size;
        int slot = recognized(bodyAt, end);
        int textAt = slot < 0 ? end : bodyAt + beginnings.length(slot);
        int length = end - textAt - SendPrefix.SUFFIX.length;
        if (length < 0 || length % GROUP != 0 || in.get(textAt + length) != '"' || in.get(end - 1) != '}') {
            return Found.OTHER;
        }
        return beginnings.at(slot).asText()
                ? text(index, at, size, slot, textAt, length)
                : payload(index, at, size, slot, textAt, length);
    }

    private Found text(int index, int at, int size, int slot, int textAt, int length) {
        if (!check.isWhole(in, textAt, length) || Base64Check.decodedLength(in, textAt, length) > Loop.MAX_MESSAGE) {
            return Found.OTHER;
        }
        set(index, at, size, FrameTable.TEXT, slot, textAt, length);
        return Found.SEND;
    }

    private Found payload(int index, int at, int size, int slot, int textAt, int length) {
        if (payloads.capacity() - used < length / GROUP * 3) {
            return Found.NO_ROOM;
        }
        int count = base64.decode(in, textAt, length, payloads, used);
        if (count < 0) {
            return Found.OTHER;
        }
        set(index, at, size, FrameTable.PAYLOAD, slot, used, count);
        used += count;
        return Found.SEND;
    }

    /** The slot of the beginning of a body; -1 if it is not known. */
    private int recognized(int bodyAt, int end) {
        int last = beginnings.last();
        if (isAt(last, bodyAt, end)) {
            return last;
        }
        int length = beginningLength(bodyAt, end);
        int slot = length < 0 ? -1 : beginnings.slot(Beginnings.hash(in, bodyAt, length));
        if (slot < 0 || beginnings.length(slot) != length || !isAt(slot, bodyAt, end)) {
            return -1;
        }
        beginnings.setLast(slot);
        return slot;
    }

    private boolean isAt(int slot, int bodyAt, int end) {
        int length = beginnings.length(slot);
        if (length == 0 || end - bodyAt < length) {
            return false;
        }
        ByteBuffer known = beginnings.table();
        int knownAt = beginnings.bytesAt(slot);
        int at = 0;
        for (; at <= length - Long.BYTES; at += Long.BYTES) {
            if (Long.reverseBytes(in.getLong(bodyAt + at)) != known.getLong(knownAt + at)) {
                return false;
            }
        }
        for (; at < length; at++) {
            if (in.get(bodyAt + at) != known.get(knownAt + at)) {
                return false;
            }
        }
        return true;
    }

    /** Bytes before the payload, if its key stands where it can; otherwise -1. */
    private int beginningLength(int bodyAt, int end) {
        int last = Math.min(end, bodyAt + Beginnings.LONGEST) - PAYLOAD_KEY.length;
        for (int at = bodyAt; at <= last; at++) {
            if (isPayloadKey(at)) {
                return at + PAYLOAD_KEY.length - bodyAt;
            }
        }
        return -1;
    }

    private boolean isPayloadKey(int at) {
        for (int i = 0; i < PAYLOAD_KEY.length; i++) {
            if (in.get(at + i) != PAYLOAD_KEY[i]) {
                return false;
            }
        }
        return true;
    }
}
