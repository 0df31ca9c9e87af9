package net.skywire.pipe.panama;

import java.util.Optional;
import net.skywire.pipe.frame.CodecCalls;
import net.skywire.pipe.frame.NativeSendCodec;
import net.skywire.pipe.frame.SendCodec;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** The codec in C by Java's own foreign functions. */
@Component(service = SendCodec.class)
public final class PanamaSendCodec extends NativeSendCodec {

    @Activate
    public PanamaSendCodec() {
        super("panama");
    }

    @Override
    public Optional<String> obstacle() {
        return Optional.ofNullable(Library.OBSTACLE);
    }

    @Override
    protected CodecCalls calls() {
        return Library.calls();
    }

    private static final class Library {

        static final String OBSTACLE = load();

        static CodecCalls calls() {
            return new SkpCalls();
        }

        @SuppressWarnings("restricted")
        private static String load() {
            try {
                System.loadLibrary("skp");
                SkpCalls.check();
                return null;
            } catch (LinkageError | UnsupportedOperationException | IllegalCallerException e) {
                return e.getMessage();
            }
        }
    }
}
