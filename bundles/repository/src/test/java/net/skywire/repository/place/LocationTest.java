package net.skywire.repository.place;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A location ... */
class LocationTest {

    private static final Path HERE = Path.of("/here");

    @ParameterizedTest
    @CsvSource({
        "https://example.net/apps, https://example.net/apps/",
        "https://example.net/apps/, https://example.net/apps/",
        "https://example.net/apps/index.xml, https://example.net/apps/",
        "http://localhost:8080/apps, http://localhost:8080/apps/",
        "/media/stick, /media/stick",
        "stick, /here/stick",
        "../stick, /stick",
        "file:/media/stick, /media/stick",
        "file:///media/stick, /media/stick"
    })
    void isAFolderOrAUrlThatEndsInASlash(String word, String text) {
        assertEquals(text, Location.of(word, false, HERE).text());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://example.net/",
                "ftp://example.net/",
                "https://alice:secret@example.net/",
                "https://example.net/?a=b",
                "https:///apps",
                "https://exa mple.net/"
            })
    void isNothingElse(String word) {
        assertThrows(IllegalArgumentException.class, () -> Location.of(word, false, HERE));
    }

    @Test
    void isPlainHttpOnlyIfTheOperatorSaysSo() throws Exception {
        Location insecure = Location.of("http://example.net/", true, HERE);
        Location secure = Location.of("https://example.net/", false, HERE);

        insecure.checkReached("http://elsewhere.net/");
        secure.checkReached("https://elsewhere.net/");
        assertEquals(
                "expected https, was sent to http://elsewhere.net/",
                assertThrows(IOException.class, () -> secure.checkReached("http://elsewhere.net/"))
                        .getMessage());
    }
}
