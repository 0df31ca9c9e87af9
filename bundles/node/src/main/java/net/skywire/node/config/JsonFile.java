package net.skywire.node.config;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/** JSON in files: comments are let in, a key twice is not. */
final class JsonFile {

    private static final int MAX_LENGTH = 1024 * 1024;

    /** What the parser says of a text that it knows no name of. */
    private static final Pattern SOURCE = Pattern.compile(" \\([\\w ]+\\[Source: .*?]\\)");

    private JsonFile() {}

    /** @throws IOException if the file cannot be read; the message says where and why */
    static JsonNode read(Path file) throws IOException {
        try {
            if (Files.size(file) > MAX_LENGTH) {
                throw new IOException(file + ": expected up to " + MAX_LENGTH + " bytes, got " + Files.size(file));
            }
            return JsonTree.of(Files.readString(file));
        } catch (NoSuchFileException e) {
            throw new NoSuchFileException(file.toString(), null, "no such file");
        } catch (CharacterCodingException e) {
            throw new IOException(file + ": expected text in UTF-8, got other bytes", e);
        } catch (JacksonException e) {
            throw new IOException(file + where(e.getLocation()) + ": " + firstLine(e.getOriginalMessage()), e);
        }
    }

    /** Where a limit of the parser is passed there is no place to name. */
    private static String where(TokenStreamLocation location) {
        return location == null ? "" : ", line " + location.getLineNr() + ", column " + location.getColumnNr();
    }

    private static String firstLine(String message) {
        String line = message.lines().findFirst().orElse("cannot be read");
        return SOURCE.matcher(line).replaceAll("");
    }

    static String write(JsonNode document) {
        return Writer.TREES.writeValueAsString(document) + "\n";
    }

    /** Made when the first file is written. */
    private static final class Writer {

        static final ObjectWriter TREES = JsonMapper.shared()
                .writer()
                .with(new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n")));
    }
}
