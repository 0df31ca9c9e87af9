package net.skywire.repository.place;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URL;
import java.util.Optional;

/**
 * A folder on a web server. Proxies are those of Java's properties, such as {@code https.proxyHost}. A read that gets
 * nothing gives up after a time; who is interrupted notices when it comes back.
 */
final class HttpPlace implements Place {

    private static final int PARTIAL = HttpURLConnection.HTTP_PARTIAL;

    /** What a server says that has nothing from the asked-for byte on. */
    private static final int NOT_SATISFIABLE = 416;

    private final Location location;
    private final int timeoutMillis;

    HttpPlace(Location location, int timeoutMillis) {
        this.location = location;
        this.timeoutMillis = timeoutMillis;
    }

    @Override
    public Content open(String path, Ask ask) throws IOException {
        URL url = URI.create(location.text()).resolve(path).toURL();
        HttpURLConnection connection = (HttpURLConnection) url.openConnection();
        try {
            Content content = answer(connection, url, ask);
            return content == null ? open(path, Ask.ALL) : content;
        } catch (IOException e) {
            connection.disconnect();
            throw e instanceof FileNotFoundException ? e : new IOException(url + ": " + reason(e), e);
        }
    }

    private static String reason(IOException e) {
        return e.getClass() == IOException.class ? e.getMessage() : e.toString();
    }

    /** Null if there is nothing from the asked-for byte on. */
    private Content answer(HttpURLConnection connection, URL url, Ask ask) throws IOException {
        connection.setConnectTimeout(timeoutMillis);
        connection.setReadTimeout(timeoutMillis);
        connection.setUseCaches(false);
        connection.setRequestProperty("Connection", "close");
        connection.setRequestProperty("Accept-Encoding", "identity");
        if (ask.changed()) {
            connection.setRequestProperty("If-None-Match", ask.tag());
        }
        if (ask.from() > 0) {
            connection.setRequestProperty("Range", "bytes=" + ask.from() + '-');
            if (!ask.tag().isEmpty()) {
                connection.setRequestProperty("If-Range", ask.tag());
            }
        }
        int code = connection.getResponseCode();
        location.checkReached(connection.getURL().toString());
        if (code == NOT_SATISFIABLE && ask.from() > 0) { // what there is of it has nothing to do with what is there
            connection.disconnect();
            return null;
        }
        return content(connection, code, url, ask);
    }

    private static Content content(HttpURLConnection connection, int code, URL url, Ask ask) throws IOException {
        if (code == HttpURLConnection.HTTP_NOT_FOUND || code == HttpURLConnection.HTTP_GONE) {
            throw new FileNotFoundException("expected a file at " + url + ", found none");
        }
        String tag = tag(connection);
        if (code == HttpURLConnection.HTTP_NOT_MODIFIED && ask.changed()) {
            return new Content(InputStream.nullInputStream(), 0, ask.tag(), true, connection::disconnect);
        }
        if (code == PARTIAL && ask.from() > 0) {
            long from = from(connection).orElseThrow(() -> new IOException("expected a Content-Range, got none"));
            if (from != ask.from()) {
                throw new IOException("expected bytes from " + ask.from() + " on, got those from " + from);
            }
            return new Content(connection.getInputStream(), from, tag, false, connection::disconnect);
        }
        if (code != HttpURLConnection.HTTP_OK) {
            throw new IOException("expected HTTP status 200, got " + code);
        }
        return new Content(connection.getInputStream(), 0, tag, false, connection::disconnect);
    }

    /** A weak one says too little: files that have it may differ in bytes. */
    private static String tag(HttpURLConnection connection) {
        String tag = connection.getHeaderField("ETag");
        return tag == null || tag.startsWith("W/") || tag.length() > 256 ? "" : tag;
    }

    private static Optional<Long> from(HttpURLConnection connection) {
        String range = connection.getHeaderField("Content-Range");
        if (range == null || !range.matches("bytes [0-9]{1,18}-.*")) {
            return Optional.empty();
        }
        return Optional.of(Long.parseLong(range.substring("bytes ".length(), range.indexOf('-'))));
    }
}
