package net.skywire.pipe.frame;

import net.skywire.app.LoopAddr;

/**
 * The beginning of a Send's body, up to its payload, and what it says.
 *
 * @param bytes in the very form that we write; empty if it is in another
 * @param dialect the form of the Send
 * @param asText whether the payload is better left in base64
 */
record Beginning(byte[] bytes, LoopAddr loop, Dialect dialect, boolean asText) {}
