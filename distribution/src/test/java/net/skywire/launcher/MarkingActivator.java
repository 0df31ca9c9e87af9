package net.skywire.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** Keeps a file named after its bundle in the product's data folder while it is active, with the time of its start. */
public final class MarkingActivator implements BundleActivator {

    @Override
    public void start(BundleContext context) throws IOException {
        Files.writeString(mark(context), Long.toString(System.nanoTime()), StandardOpenOption.CREATE_NEW);
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
