package net.skywire.pipe.descriptor;

/** Stands for a provider that only a later Java can load. */
public final class FutureLibC extends NamedLibC {

    public FutureLibC() {
        super("panama", null);
    }
}
