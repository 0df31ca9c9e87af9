package net.skywire.repository;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Serves a folder as web servers do, with ranges and tags, until it is told to do worse. */
public final class WebServer implements AutoCloseable {

    /** What to do with a request in place of the right thing; false if it does nothing. */
    public interface Fault {
        boolean answer(HttpExchange exchange, byte[] content) throws IOException;
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<String> requests = Collections.synchronizedList(new ArrayList<>());
    private final CountDownLatch closing = new CountDownLatch(1);
    private volatile Path folder;
    private volatile String tag = "\"one\"";
    private volatile Fault fault = (exchange, content) -> false;

    public WebServer(Path folder) throws IOException {
        this.folder = folder;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::serve);
        server.setExecutor(threads);
        server.start();
    }

    public String url() {
        return "http://localhost:" + server.getAddress().getPort() + "/apps/";
    }

    public void set(Fault other) {
        fault = other;
    }

    /** What the server says of all its files from now on. */
    public void setTag(String other) {
        tag = other;
    }

    /** Each as {@code chat.jar bytes=5-}. */
    public List<String> requests() {
        return List.copyOf(requests);
    }

    /** Waits until the server is closed. */
    public void stall() {
        try {
            closing.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void serve(HttpExchange exchange) throws IOException {
        String name = exchange.getRequestURI().getPath().replaceFirst("^/apps/", "");
        String range = exchange.getRequestHeaders().getFirst("Range");
        requests.add(range == null ? name : name + ' ' + range);
        Path file = folder.resolve(name);
        byte[] content = Files.exists(file) ? Files.readAllBytes(file) : null;
        try (exchange) {
            if (fault.answer(exchange, content)) {
                return;
            }
            if (content == null) {
                exchange.sendResponseHeaders(404, -1);
                return;
            }
            answer(exchange, content, range);
        }
    }

    private void answer(HttpExchange exchange, byte[] content, String range) throws IOException {
        if (!tag.isEmpty()) {
            exchange.getResponseHeaders().set("ETag", tag);
        }
        String known = exchange.getRequestHeaders().getFirst("If-None-Match");
        if (known != null && known.equals(tag)) {
            exchange.sendResponseHeaders(304, -1);
            return;
        }
        String same = exchange.getRequestHeaders().getFirst("If-Range");
        int from = range == null || same != null && !same.equals(tag)
                ? 0
                : Integer.parseInt(range.replaceAll("[^0-9]", ""));
        if (from > 0 && from >= content.length) {
            exchange.sendResponseHeaders(416, -1);
            return;
        }
        if (from > 0) {
            exchange.getResponseHeaders()
                    .set("Content-Range", "bytes " + from + '-' + (content.length - 1) + '/' + content.length);
        }
        exchange.sendResponseHeaders(from > 0 ? 206 : 200, content.length - from);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(content, from, content.length - from);
        }
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
