package net.skywire.node.process;

import java.io.IOException;
import java.util.List;
import net.skywire.host.StatusNotice;
import net.skywire.pipe.frame.SendCodecs;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Tells the operator by which codec the next pipe is read and written, or why by none. */
@Component
public final class CodecNotice implements StatusNotice {

    private final SendCodecs codecs;

    @Activate
    public CodecNotice(@Reference SendCodecs codecs) {
        this.codecs = codecs;
    }

    @Override
    public List<String> notices() {
        try {
            return List.of("codec: " + codecs.chooseConfigured().description());
        } catch (IOException e) {
            return List.of(e.getMessage());
        }
    }
}
