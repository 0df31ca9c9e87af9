package net.skywire.node.config;

import java.io.IOException;
import java.util.List;

/** A configuration is not taken, and nothing has changed. */
final class RefusedConfigException extends IOException {

    private static final long serialVersionUID = 1;

    private final transient List<String> reasons;

    /** @param reasons one line each, with the place in each */
    RefusedConfigException(List<String> reasons) {
        super(String.join("; ", reasons));
        this.reasons = reasons;
    }

    List<String> reasons() {
        return reasons;
    }
}
