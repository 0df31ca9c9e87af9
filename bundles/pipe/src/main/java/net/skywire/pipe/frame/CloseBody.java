package net.skywire.pipe.frame;

import net.skywire.app.LoopAddr;

/** The loop that a Close is about, and the form it was written in. */
public record CloseBody(LoopAddr loop, Dialect dialect) {}
