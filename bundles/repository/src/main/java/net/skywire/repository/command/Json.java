package net.skywire.repository.command;

import java.util.Map;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.json.JsonMapper;

/** What programs are told: JSON in one line, of which every character is ASCII. */
final class Json {

    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private Json() {}

    /** @param all of it: maps, lists, texts, numbers, truths, and null */
    static String of(Map<String, ?> all) {
        return MAPPER.writeValueAsString(all);
    }
}
