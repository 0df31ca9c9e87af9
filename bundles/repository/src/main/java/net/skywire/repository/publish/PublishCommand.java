package net.skywire.repository.publish;

import java.io.Console;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.jar.JarFile;
import net.skywire.repository.index.Channel;
import net.skywire.repository.index.Release;
import net.skywire.repository.words.Table;
import net.skywire.repository.words.Words;

/** The program {@code bin/skywire-osgi-publish}, with which a vendor makes a folder that nodes install apps from. */
public final class PublishCommand {

    static final int DONE = 0;
    static final int FAILED = 1;
    static final int WRONG_USAGE = 2;

    private static final String USAGE = """
            usage: skywire-osgi-publish add FOLDER JAR... [--channel beta] [--unsigned]
                   skywire-osgi-publish promote FOLDER APP@VERSION
                   skywire-osgi-publish sign FOLDER --keystore FILE --alias NAME [--tsa URL]
                                             [--password-env VARIABLE | --password-file FILE]
                   skywire-osgi-publish list FOLDER
                   skywire-osgi-publish check FOLDER [--publisher FILE]

              Makes and keeps a folder of apps, to be served by any web server or carried on a USB stick.

              add      copy signed app jars into FOLDER, and list them in its index.xml
              promote  let everybody have a version that was in channel beta
              sign     make index.jar of index.xml, signed: nodes read this one alone. The key store's password is
                       asked for unless an environment variable or a file has it; --tsa is a time-stamping authority
              list     show what is published
              check    look for all that a node would refuse; FILE is the certificate that operators trust, and that of
                       whoever has signed the index unless given

            exit codes: 0 done, 1 not done or faults found, 2 wrong usage
            """;

    private final PrintStream out;
    private final PrintStream err;

    PublishCommand(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    public static void main(String[] args) {
        System.exit(new PublishCommand(System.out, System.err).run(List.of(args)));
    }

    int run(List<String> args) {
        if (args.contains("--help") || args.contains("-h")) {
            out.print(USAGE);
            return DONE;
        }
        try {
            Words words = new Words(args);
            String form = words.take("add, promote, sign, list or check");
            return switch (form) {
                case "add" -> add(words);
                case "promote" -> promote(words);
                case "sign" -> sign(words);
                case "list" -> list(words);
                case "check" -> check(words);
                default ->
                    throw new IllegalArgumentException(
                            "expected add, promote, sign, list or check, got \"" + form + '"');
            };
        } catch (IllegalArgumentException e) {
            err.println("skywire-osgi-publish: " + e.getMessage());
            err.print(USAGE);
            return WRONG_USAGE;
        } catch (NoSuchFileException e) {
            err.println("skywire-osgi-publish: expected file " + e.getMessage() + ", found none");
            return FAILED;
        } catch (IOException e) {
            err.println("skywire-osgi-publish: " + e.getMessage());
            return FAILED;
        }
    }

    private static PublishedFolder folder(Words words) {
        return new PublishedFolder(Path.of(words.take("FOLDER")), Clock.systemUTC());
    }

    private int add(Words words) throws IOException {
        Channel channel = words.takeOption("--channel").map(Channel::parse).orElse(Channel.STABLE);
        boolean unsigned = words.takeFlag("--unsigned");
        PublishedFolder folder = folder(words);
        List<Path> jars = new ArrayList<>(List.of(Path.of(words.take("JAR"))));
        for (Optional<String> word = words.takeIfAny(); word.isPresent(); word = words.takeIfAny()) {
            jars.add(Path.of(word.get()));
        }
        Files.createDirectories(folder.path());
        for (Path jar : jars) {
            if (!unsigned && !isSigned(jar)) {
                throw new IOException(jar + ": expected a jar that is signed, as nodes do: jarsigner; --unsigned takes"
                        + " it all the same, for nodes in development");
            }
            Optional<Release> added = folder.add(jar, channel);
            out.println(added.map(release -> "added " + release + " to channel " + release.channel())
                    .orElse(jar + " is published already"));
        }
        out.println("now sign: skywire-osgi-publish sign " + folder.path() + " --keystore FILE --alias NAME");
        return DONE;
    }

    private static boolean isSigned(Path jar) throws IOException {
        if (!Files.exists(jar)) {
            throw new NoSuchFileException(jar.toString());
        }
        try (JarFile file = new JarFile(jar.toFile())) {
            return file.stream().anyMatch(entry -> entry.getName().matches("META-INF/[^/]+\\.(?i:SF)"));
        }
    }

    private int promote(Words words) throws IOException {
        PublishedFolder folder = folder(words);
        String[] parts = words.take("APP@VERSION").split("@", 2);
        words.expectNoMore();
        if (parts.length < 2) {
            throw new IllegalArgumentException("expected APP@VERSION, got \"" + parts[0] + '"');
        }
        out.println("promoted " + folder.promote(parts[0], parts[1]) + " to stable; now sign");
        return DONE;
    }

    private int sign(Words words) throws IOException {
        Path keystore = Path.of(words.takeOption("--keystore").orElseThrow(() -> missing("--keystore FILE")));
        String alias = words.takeOption("--alias").orElseThrow(() -> missing("--alias NAME"));
        Optional<URI> timeStamping = words.takeOption("--tsa").map(URI::create);
        Optional<String> variable = words.takeOption("--password-env");
        Optional<String> file = words.takeOption("--password-file");
        PublishedFolder folder = folder(words);
        words.expectNoMore();
        IndexSigner.checkJava();
        new IndexSigner(keystore, alias, password(variable, file), timeStamping).sign(folder);
        FolderCheck.Outcome outcome = FolderCheck.of(folder.path(), Optional.empty());
        out.println("signed by " + outcome.signer());
        outcome.faults().forEach(fault -> err.println("skywire-osgi-publish: a node would refuse this: " + fault));
        return outcome.faults().isEmpty() ? DONE : FAILED;
    }

    private static IllegalArgumentException missing(String option) {
        return new IllegalArgumentException("expected " + option + ", got nothing");
    }

    private static char[] password(Optional<String> variable, Optional<String> file) throws IOException {
        if (variable.isPresent()) {
            String value = System.getenv(variable.get());
            if (value == null) {
                throw new IOException("expected a password in the environment's " + variable.get() + ", found none");
            }
            return value.toCharArray();
        }
        if (file.isPresent()) {
            return Files.readString(Path.of(file.get())).strip().toCharArray();
        }
        Console console = System.console();
        if (console == null) {
            throw new IOException("expected somebody to ask for the password, or --password-env or --password-file");
        }
        return console.readPassword("Password of the key store: ");
    }

    private int list(Words words) throws IOException {
        PublishedFolder folder = folder(words);
        words.expectNoMore();
        if (!Files.exists(folder.indexFile())) {
            throw new NoSuchFileException(folder.indexFile().toString());
        }
        Table table = new Table("APP", "VERSION", "CHANNEL", "BYTES", "JAR", "DESCRIPTION");
        for (Release release : folder.read().releases()) {
            table.add(
                    release.name(),
                    release.version(),
                    release.channel(),
                    release.length(),
                    release.path(),
                    release.description());
        }
        table.lines().forEach(out::println);
        return DONE;
    }

    private int check(Words words) throws IOException {
        Optional<Path> publisher = words.takeOption("--publisher").map(Path::of);
        PublishedFolder folder = folder(words);
        words.expectNoMore();
        FolderCheck.Outcome outcome = FolderCheck.of(folder.path(), publisher);
        outcome.faults().forEach(err::println);
        if (outcome.faults().isEmpty()) {
            out.println("good; signed by " + outcome.signer());
        }
        return outcome.faults().isEmpty() ? DONE : FAILED;
    }
}
