package net.skywire.pipe.frame;

import net.skywire.app.Addr;

/** A loop that an app is asked to confirm, as that app sees it. */
public record LoopEnds(Addr local, Addr remote) {}
