package net.skywire.pipe.jna;

import java.nio.ByteBuffer;
import java.util.Optional;
import net.skywire.pipe.frame.CodecCalls;
import net.skywire.pipe.frame.NativeSendCodec;
import net.skywire.pipe.frame.SendCodec;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** The codec in C by JNI. */
@Component(service = SendCodec.class)
public final class JniSendCodec extends NativeSendCodec {

    @Activate
    public JniSendCodec() {
        super("jni");
    }

    @Override
    public Optional<String> obstacle() {
        return Optional.ofNullable(LibSkp.OBSTACLE);
    }

    @Override
    protected CodecCalls calls() {
        return new Calls();
    }

    private static final class Calls implements CodecCalls {
        @Override
        public int encode(long prefix, int prefixLength, int id, long payload, int length, long out, int room) {
            return LibSkp.encode(prefix, prefixLength, id, payload, length, out, room);
        }

        @Override
        public int encodeArray(
                long prefix, int prefixLength, int id, byte[] payload, int at, int length, long out, int room) {
            return LibSkp.encodeArray(prefix, prefixLength, id, payload, at, length, out, room);
        }

        @Override
        public int parse(long in, int from, int to, long beginnings, long payloads, int room, long records, int most) {
            return LibSkp.parse(in, from, to, beginnings, payloads, room, records, most);
        }

        @Override
        public int level() {
            return LibSkp.level();
        }

        @Override
        public long address(ByteBuffer direct) {
            return LibSkp.address(direct);
        }
    }
}
