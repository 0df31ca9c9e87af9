package net.skywire.node.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import net.skywire.host.GoDuration;
import tools.jackson.databind.JsonNode;

/**
 * A place in the configuration: its path, what stands there, and where to put what is wrong with it. A value of another
 * kind than what is asked for is a fault and then absent; null is absent, as for Go.
 */
record Place(String path, JsonNode value, Findings findings) {

    /** Strings in the longest array. */
    static final int MAX_STRINGS = 1024;

    private static final int MAX_SHOWN = 80;
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z_][A-Za-z0-9_-]*");

    static Place root(JsonNode value, Findings findings) {
        return new Place("$", value, findings);
    }

    Place get(String key) {
        String step = PLAIN.matcher(key).matches() ? "." + key : "['" + key.replace("'", "\\'") + "']";
        return new Place(path + step, value.path(key), findings);
    }

    Place with(Findings others) {
        return new Place(path, value, others);
    }

    boolean isGiven() {
        return !value.isMissingNode() && !value.isNull();
    }

    void fault(String message) {
        findings.fault(path, message);
    }

    private void expected(String what) {
        fault("expected " + what + ", got " + shown());
    }

    private String shown() {
        if (value.isContainer()) {
            return value.isObject() ? "an object" : "an array";
        }
        String text = value.isString() ? '"' + value.stringValue() + '"' : value.toString();
        return text.length() <= MAX_SHOWN ? text : text.substring(0, MAX_SHOWN) + "…";
    }

    Optional<String> text() {
        if (isGiven() && !value.isString()) {
            expected("text");
        }
        return value.isString() ? Optional.of(value.stringValue()) : Optional.empty();
    }

    Optional<Boolean> truth() {
        if (isGiven() && !value.isBoolean()) {
            expected("true or false");
        }
        return value.isBoolean() ? Optional.of(value.booleanValue()) : Optional.empty();
    }

    OptionalLong number(long least, long most) {
        if (value.isIntegralNumber()
                && value.canConvertToLong()
                && value.longValue() >= least
                && value.longValue() <= most) {
            return OptionalLong.of(value.longValue());
        }
        if (isGiven()) {
            expected("a number in " + least + ".." + most);
        }
        return OptionalLong.empty();
    }

    /** Text as Go writes it, or nanoseconds. */
    Optional<Duration> duration(Duration most) {
        Duration duration;
        if (value.isString()) {
            try {
                duration = GoDuration.parse(value.stringValue());
            } catch (IllegalArgumentException e) {
                fault(e.getMessage());
                return Optional.empty();
            }
        } else if (value.isIntegralNumber() && value.canConvertToLong() && value.longValue() >= 0) {
            duration = Duration.ofNanos(value.longValue());
        } else {
            if (isGiven()) {
                expected(GoDuration.FORM);
            }
            return Optional.empty();
        }
        if (duration.compareTo(most) > 0) {
            expected("at most " + GoDuration.format(most));
            return Optional.empty();
        }
        return Optional.of(duration);
    }

    <T> Optional<T> oneOf(Map<String, T> choices) {
        if (!isGiven()) {
            return Optional.empty();
        }
        T choice = value.isString() ? choices.get(value.stringValue()) : null;
        if (choice == null) {
            expected(String.join(" or ", new TreeSet<>(choices.keySet())));
        }
        return Optional.ofNullable(choice);
    }

    /** Such as can be arguments of a program. */
    List<String> strings() {
        List<String> strings = new ArrayList<>();
        for (Place element : elements(MAX_STRINGS)) {
            if (element.value.isString() && element.value.stringValue().indexOf('\0') < 0) {
                strings.add(element.value.stringValue());
            } else {
                element.expected("text without a zero character");
            }
        }
        return strings;
    }

    Map<String, String> texts() {
        Map<String, String> texts = new LinkedHashMap<>();
        for (String key : keys()) {
            get(key).text().ifPresent(text -> texts.put(key, text));
        }
        return texts;
    }

    List<Place> elements(int most) {
        if (isGiven() && !value.isArray()) {
            expected("an array");
            return List.of();
        }
        if (value.size() > most && value.isArray()) {
            fault("expected up to " + most + " elements, got " + value.size());
            return List.of();
        }
        List<Place> elements = new ArrayList<>();
        for (int i = 0; value.isArray() && i < value.size(); i++) {
            elements.add(new Place(path + '[' + i + ']', value.get(i), findings));
        }
        return elements;
    }

    /** The keys of the object that stands here; none if it is none. */
    List<String> keys() {
        if (isGiven() && !value.isObject()) {
            expected("an object");
        }
        return value.isObject()
                ? value.properties().stream().map(Map.Entry::getKey).toList()
                : List.of();
    }

    /** Notes the keys of the object that are not among these. */
    void knows(Set<String> known) {
        keys().stream().filter(key -> !known.contains(key)).forEach(key -> findings.unknown(get(key).path));
    }
}
