package net.skywire.pipe.frame;

class JavaSendCodecTest extends SendCodecContract {

    @Override
    protected SendCodec codec() {
        return new JavaSendCodec();
    }
}
