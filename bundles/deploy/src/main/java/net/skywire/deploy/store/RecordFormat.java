package net.skywire.deploy.store;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import net.skywire.deploy.DeployEvent;
import net.skywire.deploy.store.AppRecord.Content;
import net.skywire.deploy.store.AppRecord.Failure;
import net.skywire.deploy.store.AppRecord.Trial;

/** The record of an app as the text of a file: JSON with the names of its components. Others that it may have are passed over. */
final class RecordFormat {

    private RecordFormat() {}

    /**
     * @throws tools.jackson.core.JacksonException if it is no JSON
     * @throws IllegalArgumentException if it is something else than a record
     */
    static AppRecord read(byte[] text) {
        return record(new Fields(PlainJson.read(text)));
    }

    static String write(AppRecord app) {
        return PlainJson.write(object(
                "symbolicName", app.symbolicName(),
                "newest", app.newest(),
                "current", app.current().map(RecordFormat::fields).orElse(null),
                "earlier", app.earlier().stream().map(RecordFormat::fields).toList(),
                "trial", app.trial().map(RecordFormat::fields).orElse(null),
                "file", app.file().map(RecordFormat::fields).orElse(null),
                "failures", app.failures().stream().map(RecordFormat::fields).toList(),
                "history", app.history().stream().map(RecordFormat::fields).toList()));
    }

    /** In this order. */
    private static Map<String, Object> object(Object... namesAndValues) {
        Map<String, Object> object = new LinkedHashMap<>();
        for (int at = 0; at < namesAndValues.length; at += 2) {
            object.put((String) namesAndValues[at], namesAndValues[at + 1]);
        }
        return object;
    }

    private static AppRecord record(Fields from) {
        return new AppRecord(
                from.text("symbolicName"),
                from.text("newest"),
                from.one("current", RecordFormat::revision),
                from.all("earlier", RecordFormat::revision),
                from.one("trial", trial -> new Trial(trial.time("until"), trial.number("starts"))),
                from.one("file", file -> new Content(file.text("name"), file.text("digest"))),
                from.all("failures", failure -> new Failure(failure.text("digest"), failure.reason())),
                from.all("history", RecordFormat::event));
    }

    private static Map<String, Object> fields(Trial trial) {
        return object("until", trial.until().toString(), "starts", trial.starts());
    }

    private static Map<String, Object> fields(Content content) {
        return object("name", content.name(), "digest", content.digest());
    }

    private static Map<String, Object> fields(Failure failure) {
        return object("digest", failure.digest(), "reason", failure.reason());
    }

    private static Revision revision(Fields from) {
        return new Revision(
                from.text("version"),
                from.text("digest"),
                from.text("origin"),
                from.optionalText("publisher"),
                from.time("since"),
                from.texts("asks"),
                from.texts("libraries"),
                from.textsByName("configuration"));
    }

    private static Map<String, Object> fields(Revision revision) {
        return object(
                "version", revision.version(),
                "digest", revision.digest(),
                "origin", revision.origin(),
                "publisher", revision.publisher().orElse(null),
                "since", revision.since().toString(),
                "asks", revision.asks(),
                "libraries", revision.libraries(),
                "configuration", revision.configuration());
    }

    private static DeployEvent event(Fields from) {
        return new DeployEvent(
                from.time("at"),
                from.text("what"),
                from.text("version"),
                from.text("digest"),
                from.text("origin"),
                from.reason());
    }

    private static Map<String, Object> fields(DeployEvent event) {
        return object(
                "at", event.at().toString(),
                "what", event.what(),
                "version", event.version(),
                "digest", event.digest(),
                "origin", event.origin(),
                "reason", event.reason());
    }

    /** Those of one object, of which each is what is expected, or refused by name. */
    private record Fields(Map<?, ?> byName) {

        private <T> T get(String name, Class<T> type, String expected) {
            Object value = byName.get(name);
            if (!type.isInstance(value)) {
                throw new IllegalArgumentException(name + ": expected " + expected + ", got " + value);
            }
            return type.cast(value);
        }

        String text(String name) {
            return get(name, String.class, "a text");
        }

        Optional<String> optionalText(String name) {
            return byName.get(name) == null ? Optional.empty() : Optional.of(text(name));
        }

        /** As an exception without a message has had it, nothing is empty. */
        String reason() {
            return optionalText("reason").orElse("");
        }

        int number(String name) {
            return Math.toIntExact(get(name, Long.class, "a whole number"));
        }

        Instant time(String name) {
            try {
                return Instant.parse(text(name));
            } catch (DateTimeException e) {
                throw new IllegalArgumentException(name + ": expected a time, got " + text(name), e);
            }
        }

        <T> Optional<T> one(String name, Function<Fields, T> read) {
            return byName.get(name) == null
                    ? Optional.empty()
                    : Optional.of(read.apply(new Fields(get(name, Map.class, "an object"))));
        }

        <T> List<T> all(String name, Function<Fields, T> read) {
            List<T> all = new ArrayList<>();
            for (Object each : get(name, List.class, "a list")) {
                if (!(each instanceof Map<?, ?> object)) {
                    throw new IllegalArgumentException(name + ": expected objects, got " + each);
                }
                all.add(read.apply(new Fields(object)));
            }
            return all;
        }

        List<String> texts(String name) {
            List<String> all = new ArrayList<>();
            for (Object each : get(name, List.class, "a list")) {
                all.add(asText(name, each));
            }
            return all;
        }

        Map<String, String> textsByName(String name) {
            Map<String, String> all = new LinkedHashMap<>();
            for (Map.Entry<?, ?> each : ((Map<?, ?>) get(name, Map.class, "an object")).entrySet()) {
                all.put((String) each.getKey(), asText(name, each.getValue()));
            }
            return all;
        }

        private static String asText(String name, Object value) {
            if (!(value instanceof String text)) {
                throw new IllegalArgumentException(name + ": expected texts, got " + value);
            }
            return text;
        }
    }
}
