package net.skywire.itest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import net.skywire.host.OperatorCommand;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** A bundle with a command {@code probe}, which is for tests of how commands are run. */
public final class ProbeCommand implements OperatorCommand, BundleActivator {

    /** The bundle. */
    static byte[] jar() throws IOException {
        return AppJars.activated(ProbeCommand.class, "probe");
    }

    @Override
    public void start(BundleContext context) {
        context.registerService(OperatorCommand.class, this, null);
    }

    @Override
    public void stop(BundleContext context) {
        // the framework takes the service back
    }

    @Override
    public String name() {
        return "probe";
    }

    @Override
    public List<String> usage() {
        return List.of(
                "words WORD...  says each, and where it is asked",
                "read FILE  says what is in it",
                "flood  never ends to speak",
                "wait FILE  speaks, waits for ever, and makes a file when it is interrupted");
    }

    @Override
    public void run(List<String> words, Output out) throws IOException, InterruptedException {
        switch (words.get(0)) {
            case "words" -> say(words, out);
            case "read" -> out.line(Files.readString(out.directory().resolve(words.get(1))));
            case "flood" -> flood(out);
            case "wait" -> await(out, out.directory().resolve(words.get(1)));
            default -> throw new IllegalArgumentException("expected another word, got " + words.get(0));
        }
    }

    private static void say(List<String> words, Output out) throws IOException {
        out.progress("looking");
        out.line(out.directory().toString());
        for (String word : words) {
            out.line("<" + word + ">");
        }
    }

    private static void flood(Output out) throws IOException {
        while (true) {
            out.line("on and on");
        }
    }

    private static void await(Output out, Path file) throws IOException, InterruptedException {
        out.line("waiting");
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Files.createFile(file);
            throw e;
        }
    }
}
