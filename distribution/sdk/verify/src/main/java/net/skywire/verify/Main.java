package net.skywire.verify;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import org.osgi.framework.BundleException;

/** The program: verifies one jar, and says what it has found. */
public final class Main {

    private static final int DONE = 0;
    private static final int FAILED = 1;
    private static final int WRONG_USAGE = 2;

    private Main() {}

    /** Ends the JVM, whatever the app has left running in it. */
    public static void main(String[] args) {
        PrintStream out = System.out;
        // What an app writes is no part of the answer
        System.setOut(System.err);
        int code = run(List.of(args), out, System.err);
        out.flush();
        Runtime.getRuntime().halt(code);
    }

    static int run(List<String> words, PrintStream out, PrintStream err) {
        if (words.contains("--help") || words.contains("-h")) {
            out.print(Options.USAGE);
            return DONE;
        }
        try {
            if (words.equals(List.of("--provided"))) {
                return inFolder(err, (folder, log) -> provided(folder, out));
            }
            Options options = Options.parse(words);
            return inFolder(err, (folder, log) -> verify(folder, options, log, out));
        } catch (IllegalArgumentException e) {
            err.println("skywire-verify: " + e.getMessage() + "; --help tells more");
            return WRONG_USAGE;
        } catch (IOException | BundleException e) {
            err.println("skywire-verify: " + e.getMessage());
            return FAILED;
        }
    }

    private interface Work {
        int in(Path folder, LogWatch log) throws IOException, BundleException;
    }

    private static int inFolder(PrintStream err, Work work) throws IOException, BundleException {
        Path folder = Files.createTempDirectory("skywire-verify");
        LogWatch log = LogWatch.install();
        try {
            return work.in(folder, log);
        } finally {
            log.close();
            delete(folder, err);
        }
    }

    /** What an app that still runs has there is no reason to call a jar bad. */
    private static void delete(Path folder, PrintStream err) {
        try {
            delete(folder);
        } catch (IOException e) {
            err.println("skywire-verify: " + folder + " is left: " + e);
        }
    }

    private static int verify(Path folder, Options options, LogWatch log, PrintStream out)
            throws IOException, BundleException {
        Verification verification = new Verification(folder, options, Patience.OF_A_NODE, log);
        Report report = verification.run();
        out.print(options.json() ? report.json() : report.text());
        if (report.hasFailed() || options.container().isEmpty()) {
            return report.hasFailed() ? FAILED : DONE;
        }
        PrintStream told = options.json() ? System.err : out;
        return new HandOver(options, told).give(verification.apps()) ? DONE : FAILED;
    }

    private static int provided(Path folder, PrintStream out) throws IOException, BundleException {
        ProductBundles bundles = ProductBundles.unpack(Files.createDirectory(folder.resolve("bundles")));
        try (TrialNode node = TrialNode.start(Files.createDirectory(folder.resolve("node")), bundles)) {
            node.provided().forEach(out::println);
        }
        return DONE;
    }

    private static void delete(Path folder) throws IOException {
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path each, IOException failure) throws IOException {
                Files.delete(each);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
