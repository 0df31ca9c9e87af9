package net.skywire.pipe.panama;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import net.skywire.pipe.frame.SendCodec;
import net.skywire.pipe.frame.SendCodecContract;
import org.junit.jupiter.api.Test;

class PanamaSendCodecTest extends SendCodecContract {

    private final SendCodec codec = new PanamaSendCodec();

    @Override
    protected SendCodec codec() {
        return codec;
    }

    @Test
    void worksWhereTheLibraryWasBuilt() {
        assertEquals(Optional.empty(), codec.obstacle());
    }
}
