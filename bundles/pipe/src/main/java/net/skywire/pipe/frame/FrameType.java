package net.skywire.pipe.frame;

/** The types of frames, as they stand in a frame's head. */
public final class FrameType {

    public static final byte INIT = 0;
    public static final byte CREATE_LOOP = 1;
    public static final byte CONFIRM_LOOP = 2;
    public static final byte SEND = 3;
    public static final byte CLOSE = 4;

    /** An answer: no. Its body is text. */
    public static final byte FAILURE = (byte) 0xfe;

    /** An answer: yes. */
    public static final byte SUCCESS = (byte) 0xff;

    private FrameType() {}
}
