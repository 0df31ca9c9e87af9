package net.skywire.pipe.panama;

import net.skywire.pipe.descriptor.DescriptorsContract;
import net.skywire.pipe.descriptor.LibC;

class PanamaLibCTest extends DescriptorsContract {

    private final LibC libc = new PanamaLibC();

    @Override
    protected LibC libc() {
        return libc;
    }
}
