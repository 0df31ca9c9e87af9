package net.skywire.repository.index;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.osgi.framework.Version;
import org.osgi.framework.namespace.IdentityNamespace;
import org.osgi.resource.Capability;
import org.osgi.resource.Resource;
import org.osgi.service.repository.ContentNamespace;

/**
 * One version of a bundle, as an index has it.
 *
 * @param name its symbolic name
 * @param path of its jar, below the folder of the index
 * @param digest SHA-256 of its jar, 64 hexadecimal digits
 * @param length of its jar, in bytes
 * @param description for people; empty if there is none
 * @param resource its capabilities and requirements
 */
public record Release(
        String name,
        Version version,
        Channel channel,
        String path,
        String digest,
        long length,
        String description,
        Resource resource) {

    /** The namespace of ours, whose one attribute of the same name is the channel; without it, the channel is stable. */
    public static final String CHANNEL = "net.skywire.channel";

    static final String DESCRIPTION = "description";
    static final String MIME = "application/vnd.osgi.bundle";

    private static final Pattern NAME = Pattern.compile("[\\w-]+(\\.[\\w-]+)*");
    private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern PATH = Pattern.compile("[\\w+-][\\w.+-]*(/[\\w+-][\\w.+-]*)*");

    public Release {
        check(NAME.matcher(name).matches(), "a symbolic name such as net.example.chat", name);
        check(PATH.matcher(path).matches(), "the url of a jar below the index, such as chat-1.0.0.jar", path);
        check(DIGEST.matcher(digest).matches(), "a SHA-256 of 64 hexadecimal digits in lower case", digest);
        check(length > 0, "a size of more than nothing", Long.toString(length));
    }

    private static void check(boolean holds, String expected, String got) {
        if (!holds) {
            throw new IllegalArgumentException("expected " + expected + ", got \"" + got + '"');
        }
    }

    /** @throws IllegalArgumentException if it lacks what a node needs, or has something else */
    static Release of(Resource resource) {
        Map<String, Object> identity = one(resource, IdentityNamespace.IDENTITY_NAMESPACE);
        Map<String, Object> content = one(resource, ContentNamespace.CONTENT_NAMESPACE);
        List<Capability> channels = resource.getCapabilities(CHANNEL);
        return new Release(
                value(identity, IdentityNamespace.IDENTITY_NAMESPACE, String.class),
                value(identity, IdentityNamespace.CAPABILITY_VERSION_ATTRIBUTE, Version.class),
                channels.isEmpty()
                        ? Channel.STABLE
                        : Channel.parse(value(one(resource, CHANNEL), CHANNEL, String.class)),
                value(content, ContentNamespace.CAPABILITY_URL_ATTRIBUTE, String.class),
                value(content, ContentNamespace.CONTENT_NAMESPACE, String.class),
                value(content, ContentNamespace.CAPABILITY_SIZE_ATTRIBUTE, Long.class),
                identity.get(DESCRIPTION) instanceof String text ? text : "",
                resource);
    }

    private static Map<String, Object> one(Resource resource, String namespace) {
        List<Capability> found = resource.getCapabilities(namespace);
        check(found.size() == 1, "one capability " + namespace, found.size() + " of them");
        return found.get(0).getAttributes();
    }

    private static <T> T value(Map<String, Object> attributes, String name, Class<T> type) {
        Object value = attributes.get(name);
        check(type.isInstance(value), "attribute " + name + " of type " + type.getSimpleName(), "" + value);
        return type.cast(value);
    }

    @Override
    public String toString() {
        return name + ' ' + version;
    }
}
