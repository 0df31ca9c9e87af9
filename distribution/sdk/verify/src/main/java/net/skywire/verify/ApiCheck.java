package net.skywire.verify;

import java.util.Optional;
import org.osgi.framework.Version;
import org.osgi.framework.VersionRange;

/** Which versions of the vendors' API an app takes, and whether that will do tomorrow. */
final class ApiCheck {

    static final String API = "net.skywire.app";

    private static final String NAME = "api";

    /** @param here the version that a node has */
    static Finding check(AppManifest manifest, Version here) {
        Optional<VersionRange> imported = manifest.imported(API);
        if (imported.isEmpty()) {
            return Finding.failed(NAME, "expected an import of " + API + ", got none");
        }
        VersionRange range = imported.get();
        if (!range.includes(here)) {
            return Finding.failed(NAME, "expected a range of " + API + " that has " + here + " in it, got " + range);
        }
        Version next = new Version(here.getMajor() + 1, 0, 0);
        if (range.includes(next)) {
            return Finding.warning(NAME, wide(range, next));
        }
        Version minor = new Version(here.getMajor(), here.getMinor() + 1, 0);
        if (!range.includes(minor)) {
            return Finding.warning(NAME, narrow(range, minor));
        }
        return Finding.ok(NAME, API + ' ' + range + ", and a node has " + here);
    }

    private static String wide(VersionRange range, Version next) {
        return API + ' ' + range + " is wide: a node with " + next
                + ", which may have broken it, takes it too; expected an end at " + next + ", without it";
    }

    private static String narrow(VersionRange range, Version minor) {
        return API + ' ' + range + " is narrow: a node with " + minor
                + ", which breaks no app, refuses it; does a class of"
                + " it implement what nodes do, such as App or Loop?";
    }

    private ApiCheck() {}
}
