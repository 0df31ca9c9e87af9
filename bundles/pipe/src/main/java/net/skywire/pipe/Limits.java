package net.skywire.pipe;

import java.time.Duration;

/**
 * Every limit on what a pipe and its loops may take up, in one place. Sizes are in bytes. What the protocol itself
 * fixes, the length of a frame and of a message, is said by {@link net.skywire.pipe.frame.FrameHead} and
 * {@link net.skywire.app.Loop}.
 */
public final class Limits {

    /** Bytes of a message that count as one piece in the window; a message counts what it begins. */
    public static final int WINDOW_PIECE = 2048;

    /** Pieces of one loop and direction on their way at once, where both ends are ours: 256 KiB, or as many small Sends. */
    public static final int SEND_WINDOW = 128;

    /** Unread bytes of a loop up to which each message is answered at once; beyond, when some have been read. */
    public static final int ANSWERED_UNREAD = 256 * 1024;

    /** Unread bytes of a loop beyond which a message is refused. Reached only by a peer that ignores the window. */
    public static final int UNREAD = 1024 * 1024;

    /** What a queued message counts beside its payload, so that many small ones are limited too. */
    public static final int MESSAGE_OVERHEAD = 64;

    /** Loops that wait for an app to accept them; the next is refused. */
    public static final int BACKLOG = 128;

    /** Requests on one pipe and direction without an answer: ids 0 to 254, as Go has them. */
    public static final int REQUEST_IDS = 255;

    /** Sends among them, so that dialling and closing always find an id. Further Sends wait in their loops. */
    public static final int SENDS = 200;

    /** Requests other than Sends that wait for a free id; the next fails. */
    public static final int WAITING_REQUESTS = 4096;

    /** Bytes that wait to be written to a pipe; a peer that lets more gather is not reading, and is cut off. */
    public static final int OUTBOUND = 16 * 1024 * 1024;

    /** Characters in the reason of a failure; what is longer is cut. */
    public static final int REASON = 1024;

    /** Objects and arrays inside one another in a body. */
    public static final int JSON_DEPTH = 16;

    /** Characters in a key of a body. */
    public static final int JSON_KEY = 256;

    /** Digits in a number of a body. */
    public static final int JSON_NUMBER = 32;

    /** How long either end waits for Init and for its answer. */
    public static final Duration INIT_TIMEOUT = Duration.ofSeconds(10);

    /** How long a node waits for an app process to confirm a loop. */
    public static final Duration CONFIRM_TIMEOUT = Duration.ofSeconds(5);

    /** How long a closing app waits for the answers it has outstanding. */
    public static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);

    /** How long Close of a loop that has carried nothing waits for an app that is not ours to know the loop. */
    public static final Duration UNUSED_LOOP = Duration.ofMillis(250);

    /** How long what a peer has said is still read when it reads no more itself. */
    public static final Duration UNREAD_PIPE = Duration.ofMillis(500);

    private Limits() {}
}
