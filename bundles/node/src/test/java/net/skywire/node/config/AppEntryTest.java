package net.skywire.node.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AppEntryTest {

    @Test
    void isForAnyVersionAndAnyPortWhenItIsANameAlone() {
        AppEntry entry = AppEntry.parse("chat");

        assertEquals(new AppEntry("chat", Optional.empty(), OptionalInt.empty()), entry);
    }

    @Test
    void hasTheVersionBehindItsAt() {
        AppEntry entry = AppEntry.parse("chat@1.0-beta_2");

        assertEquals(new AppEntry("chat", Optional.of("1.0-beta_2"), OptionalInt.empty()), entry);
    }

    @Test
    void hasThePortBehindItsEqualsSign() {
        AppEntry entry = AppEntry.parse("chat=1");

        assertEquals(new AppEntry("chat", Optional.empty(), OptionalInt.of(1)), entry);
    }

    @Test
    void hasBothVersionAndPort() {
        AppEntry entry = AppEntry.parse("chat@1.0=65535");

        assertEquals(new AppEntry("chat", Optional.of("1.0"), OptionalInt.of(65535)), entry);
    }

    @Test
    void takesAnyAsAVersionLikeOthers() {
        assertEquals(Optional.of("any"), AppEntry.parse("chat@any").version());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 64})
    void takesNamesAndVersionsUpToTheLimit(int length) {
        String longest = "a".repeat(length);

        AppEntry entry = AppEntry.parse(longest + "@" + longest);

        assertEquals(longest, entry.name());
        assertEquals(Optional.of(longest), entry.version());
    }

    @Test
    void refusesNamesAndVersionsPastTheLimit() {
        String tooLong = "a".repeat(65);

        assertEquals(
                "apps: expected name[@version][=port], got \"" + tooLong
                        + "\": app name: expected 1 to 64 characters, got 65",
                refusal(tooLong));
        assertEquals(
                "apps: expected name[@version][=port], got \"a@" + tooLong
                        + "\": app version: expected 1 to 64 characters, got 65",
                refusal("a@" + tooLong));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "~~|app name: expected 1 to 64 characters, got 0",
                "=1|app name: expected 1 to 64 characters, got 0",
                "@1|app name: expected 1 to 64 characters, got 0",
                "chat@|app version: expected 1 to 64 characters, got 0",
                "chat@=1|app version: expected 1 to 64 characters, got 0",
                "~chat ~|app name: expected letters, digits and . _ - only, got another at character 4",
                "a/b|app name: expected letters, digits and . _ - only, got another at character 1",
                "chat@1@2|app version: expected letters, digits and . _ - only, got another at character 1",
                "..|app name: expected a name, got \"..\"",
                "chat@.|app version: expected a name, got \".\"",
            })
    void refusesWhatIsNoNameOrVersion(String text, String reason) {
        assertEquals("apps: expected name[@version][=port], got \"" + text + "\": " + reason, refusal(text));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "chat=|\"\"",
                "chat=0|0",
                "chat=65536|65536",
                "chat=-1|\"-1\"",
                "chat=+1|\"+1\"",
                "~chat= 1~|\" 1\"",
                "chat=ten|\"ten\"",
                "chat=999999999|999999999",
                "chat=9999999999|\"9999999999\"",
                "chat=1=2|\"1=2\"",
                "chat=1@1.0|\"1@1.0\"",
            })
    void refusesWhatIsNoPort(String text, String got) {
        assertEquals(
                "apps: expected name[@version][=port], got \"" + text + "\": port: expected a number in 1..65535, got "
                        + got,
                refusal(text));
    }

    private static String refusal(String text) {
        return assertThrows(IllegalArgumentException.class, () -> AppEntry.parse(text))
                .getMessage();
    }
}
