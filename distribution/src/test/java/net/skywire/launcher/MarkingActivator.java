package net.skywire.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** Leaves a file named after its bundle in the product's data folder for as long as it is active. */
public final class MarkingActivator implements BundleActivator {

    @Override
    public void start(BundleContext context) throws IOException {
        Files.createFile(mark(context));
    }

    @Override
    public void stop(BundleContext context) throws IOException {
        Files.delete(mark(context));
    }

    private static Path mark(BundleContext context) {
        return Path.of(
                context.getProperty("skywire.home"), "data", context.getBundle().getSymbolicName());
    }
}
