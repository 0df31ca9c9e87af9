package net.skywire.pipe.frame;

import java.nio.ByteBuffer;

/** Hands the addresses of its buffers to the parser in C. */
final class NativeParser implements FrameParser {

    private final CodecCalls calls;
    private final Beginnings beginnings;
    private final ByteBuffer in;
    private final ByteBuffer payloads;
    private final ByteBuffer records;
    private final long inAddress;
    private final long payloadsAddress;
    private final long recordsAddress;
    private ByteBuffer known;
    private long knownAddress;

    NativeParser(CodecCalls calls, ByteBuffer in, Beginnings beginnings, ByteBuffer payloads, FrameTable table) {
        this.calls = calls;
        this.beginnings = beginnings;
        this.in = in;
        this.payloads = payloads;
        this.records = table.records();
        this.inAddress = calls.address(in);
        this.payloadsAddress = calls.address(payloads);
        this.recordsAddress = calls.address(records);
    }

    @Override
    public int parse(int from, int to) {
        if (known != beginnings.table()) {
            known = beginnings.table();
            knownAddress = calls.address(known);
        }
        int count = calls.parse(
                inAddress,
                from,
                to,
                knownAddress,
                payloadsAddress,
                payloads.capacity(),
                recordsAddress,
                FrameTable.MOST);
        if (count < 0 || to > in.capacity()) {
            throw new IllegalStateException("parse " + from + ".." + to + " of " + in.capacity() + ": " + count);
        }
        return count;
    }
}
