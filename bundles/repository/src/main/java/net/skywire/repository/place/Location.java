package net.skywire.repository.place;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;

/**
 * Where a repository is: a folder with its absolute name, or a URL that ends in a slash.
 *
 * @param text as it is kept and shown
 * @param insecure whether plain HTTP may lead to other machines
 */
public record Location(String text, boolean insecure) {

    private static final Set<String> HERE = Set.of("localhost", "127.0.0.1", "[::1]");

    /** The longest wait for a server, to connect and for each next bytes. */
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    /** @throws IllegalArgumentException if it is neither a folder nor a URL that may be used */
    public Location {
        if (isUrl(text)) {
            checkUrl(text, insecure);
        } else if (!Path.of(text).isAbsolute()) {
            throw new IllegalArgumentException("expected a URL or the absolute name of a folder, got " + text);
        }
    }

    /**
     * @param word a URL or a folder, as an operator writes it
     * @param directory against which a relative folder is resolved
     */
    public static Location of(String word, boolean insecure, Path directory) {
        if (word.startsWith("file:")) {
            return new Location(Path.of(URI.create(word)).normalize().toString(), insecure);
        }
        if (!isUrl(word)) {
            return new Location(directory.resolve(word).normalize().toString(), insecure);
        }
        String folder = word.endsWith("/index.xml") || word.endsWith("/index.jar")
                ? word.substring(0, word.lastIndexOf('/'))
                : word;
        return new Location(folder.endsWith("/") ? folder : folder + '/', insecure);
    }

    private static boolean isUrl(String text) {
        return text.matches("[A-Za-z][A-Za-z0-9+.-]*://.*");
    }

    private static void checkUrl(String text, boolean insecure) {
        URI uri = URI.create(text);
        String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("https") && !scheme.equals("http") || uri.getHost() == null) {
            throw new IllegalArgumentException("expected a URL such as https://example.net/apps, got " + text);
        }
        if (uri.getUserInfo() != null || uri.getQuery() != null || uri.getFragment() != null) {
            throw new IllegalArgumentException("expected a URL without user, query and fragment, got " + text);
        }
        if (scheme.equals("http") && !insecure && !HERE.contains(uri.getHost())) {
            throw new IllegalArgumentException("expected https, got " + text + "; --insecure takes it all the same");
        }
    }

    /** A server may send whoever asks elsewhere; the rules are the same there. */
    void checkReached(String url) throws IOException {
        URI uri = URI.create(url);
        if (uri.getScheme().equals("http") && !insecure && !HERE.contains(uri.getHost())) {
            throw new IOException("expected https, was sent to " + url);
        }
    }

    public Place open() {
        return open(TIMEOUT);
    }

    /** @param timeout the longest wait for a server */
    public Place open(Duration timeout) {
        return isUrl(text) ? new HttpPlace(this, (int) timeout.toMillis()) : new FolderPlace(Path.of(text));
    }

    @Override
    public String toString() {
        return text;
    }
}
