package net.skywire.pipe.jna;

import net.skywire.pipe.descriptor.DescriptorsContract;
import net.skywire.pipe.descriptor.LibC;

class JnaLibCTest extends DescriptorsContract {

    private final LibC libc = new JnaLibC();

    @Override
    protected LibC libc() {
        return libc;
    }
}
