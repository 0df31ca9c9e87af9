package net.skywire.deploy;

import net.skywire.deploy.publisher.Shown;

/** A jar is not deployed. The message is one line for the operator: what was expected, what came. */
final class RefusedException extends Exception {

    private static final long serialVersionUID = 1;

    private final boolean dependsOnOthers;

    RefusedException(String message) {
        this(message, false);
    }

    /** @param dependsOnOthers whether the same jar may pass once other bundles have come or gone */
    RefusedException(String message, boolean dependsOnOthers) {
        super(Shown.whole(message));
        this.dependsOnOthers = dependsOnOthers;
    }

    boolean dependsOnOthers() {
        return dependsOnOthers;
    }
}
