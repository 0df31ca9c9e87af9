package net.skywire.app.spi;

import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import net.skywire.app.Addr;
import net.skywire.app.Loop;
import net.skywire.app.LoopListener;
import net.skywire.app.PubKey;

/** A loop on which nothing ever comes. */
final class SilentLoop implements Loop {

    final CountDownLatch closed = new CountDownLatch(1);

    private static final Addr ADDR = new Addr(PubKey.parse("02" + "00".repeat(32)), 1);

    private volatile boolean listening;

    @Override
    public Addr localAddress() {
        return ADDR;
    }

    @Override
    public Addr remoteAddress() {
        return ADDR;
    }

    @Override
    public int read(ByteBuffer target) {
        return -1;
    }

    @Override
    public int write(ByteBuffer source) {
        int length = source.remaining();
        source.position(source.limit());
        return length;
    }

    @Override
    public InputStream input() {
        return InputStream.nullInputStream();
    }

    @Override
    public OutputStream output() {
        return OutputStream.nullOutputStream();
    }

    @Override
    public void setReadTimeout(Duration timeout) {}

    @Override
    public void setWriteTimeout(Duration timeout) {}

    @Override
    public void listen(LoopListener listener) {
        listening = true;
    }

    @Override
    public boolean listening() {
        return listening;
    }

    @Override
    public boolean isOpen() {
        return closed.getCount() > 0;
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
