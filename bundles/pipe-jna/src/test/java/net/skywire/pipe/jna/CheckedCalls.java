package net.skywire.pipe.jna;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import net.skywire.app.Addr;
import net.skywire.app.LoopAddr;
import net.skywire.pipe.frame.Beginnings;
import net.skywire.pipe.frame.BodyException;
import net.skywire.pipe.frame.Dialect;
import net.skywire.pipe.frame.FrameHandler;
import net.skywire.pipe.frame.FrameReader;
import net.skywire.pipe.frame.SendCodec;
import net.skywire.pipe.frame.SendEncoder;
import net.skywire.pipe.frame.SendPrefix;
import net.skywire.pipe.frame.SendReader;
import net.skywire.pipe.frame.SendView;

/** Writes and reads Sends by each of the library's functions, for a JVM that checks what natives do. */
final class CheckedCalls {

    private static final int COUNT = 20;

    private CheckedCalls() {}

    public static void main(String[] arguments) throws IOException {
        SendCodec codec = new JniSendCodec();
        LoopAddr loop = new LoopAddr(12, Addr.parse("02" + "ab".repeat(32) + ":10"));
        ByteBuffer out = ByteBuffer.allocateDirect(COUNT * 70_000);
        SendEncoder encoder = codec.encoder();
        for (int i = 0; i < COUNT; i++) {
            int size = i * 1700;
            ByteBuffer payload = i % 2 == 0 ? ByteBuffer.allocate(size) : ByteBuffer.allocateDirect(size);
            encoder.encode(SendPrefix.of(loop, Dialect.BOTH), i, payload, out);
        }
        byte[] stream = new byte[out.flip().remaining()];
        out.get(stream);
        Count count = new Count();
        ReadableByteChannel in = Channels.newChannel(new ByteArrayInputStream(stream));
        FrameReader reader = new FrameReader(in, codec, count.beginnings);
        while (reader.read(count)) {
            // all there is
        }
        System.out.println(count.learnt + " learnt, " + count.recognized + " recognized");
    }

    private static final class Count implements FrameHandler {
        private final Beginnings beginnings = new Beginnings();
        private final SendReader sends = new SendReader(beginnings);
        private int learnt;
        private int recognized;

        @Override
        public void frame(byte type, int id, ByteBuffer body) throws BodyException {
            sends.read(body, new SendView(), loop -> false);
            learnt++;
        }

        @Override
        public void send(int id, SendView send) {
            recognized++;
        }
    }
}
