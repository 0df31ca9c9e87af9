package net.skywire.pipe.connection;

import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import net.skywire.pipe.frame.SendCodec;

/**
 * One side's ends of the two pipes between an app and its node.
 *
 * @param in to read from
 * @param out to write to; a {@link net.skywire.pipe.descriptor.PromptChannel} saves a thread and its delays
 * @param codec for the Sends that go through
 */
public record PipeEnds(ReadableByteChannel in, WritableByteChannel out, SendCodec codec) {}
