package net.skywire.pipe.loop;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import net.skywire.app.Loop;

/** A loop seen as two streams. Closing either closes the loop. */
final class LoopStreams {

    private LoopStreams() {}

    static final class Input extends InputStream {
        private final Loop loop;

        Input(Loop loop) {
            this.loop = loop;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            return loop.read(ByteBuffer.wrap(target, offset, length));
        }

        @Override
        public void close() {
            loop.close();
        }
    }

    static final class Output extends OutputStream {
        private final Loop loop;

        Output(Loop loop) {
            this.loop = loop;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] source, int offset, int length) throws IOException {
            loop.write(ByteBuffer.wrap(source, offset, length));
        }

        @Override
        public void close() {
            loop.close();
        }
    }
}
