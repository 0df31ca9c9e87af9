package net.skywire.deploy;

import java.io.IOException;
import net.skywire.deploy.publisher.Shown;

/** A jar that is not deployed, and has changed nothing: the message says what was expected and what came. */
public final class RefusedException extends IOException {

    private static final long serialVersionUID = 1;

    private final boolean dependsOnOthers;

    public RefusedException(String reason) {
        this(reason, false);
    }

    /** @param dependsOnOthers whether the same jar may pass once other bundles have come or gone */
    public RefusedException(String reason, boolean dependsOnOthers) {
        super(Shown.whole(reason));
        this.dependsOnOthers = dependsOnOthers;
    }

    public boolean dependsOnOthers() {
        return dependsOnOthers;
    }
}
