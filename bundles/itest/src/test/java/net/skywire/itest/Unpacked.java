package net.skywire.itest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The product as an operator has it after unpacking: copies, not links, and nothing in {@code data/}. */
final class Unpacked {

    private Unpacked() {}

    static void into(Path home) throws IOException {
        try (Stream<Path> files = Files.walk(Product.ASSEMBLED)) {
            List<Path> all = files.filter(file -> !file.startsWith(Product.ASSEMBLED.resolve("data")))
                    .toList();
            for (Path file : all) {
                Files.copy(file, home.resolve(Product.ASSEMBLED.relativize(file)));
            }
        }
    }
}
