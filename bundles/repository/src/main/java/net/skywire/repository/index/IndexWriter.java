package net.skywire.repository.index;

import java.io.IOException;
import java.io.StringWriter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.xml.stream.XMLStreamException;
import org.apache.felix.utils.repository.StaxParser;
import org.apache.felix.utils.resource.CapabilityImpl;
import org.apache.felix.utils.resource.RequirementImpl;
import org.apache.felix.utils.resource.ResourceImpl;
import org.osgi.framework.Constants;
import org.osgi.framework.Version;
import org.osgi.framework.namespace.IdentityNamespace;
import org.osgi.resource.Capability;
import org.osgi.resource.Requirement;
import org.osgi.resource.Resource;
import org.osgi.service.repository.ContentNamespace;

/** Writes an OSGi R5 repository, with its jars' capabilities and requirements as any tool expects them. */
public final class IndexWriter {

    private static final Set<String> OWN = Set.of(Release.CHANNEL, ContentNamespace.CONTENT_NAMESPACE);

    private IndexWriter() {}

    public static String write(Index index) throws IOException {
        StaxParser.XmlRepository repository = new StaxParser.XmlRepository();
        repository.name = index.name();
        repository.increment = index.increment();
        index.releases().forEach(release -> repository.resources.add(sorted(release.resource())));
        StringWriter text = new StringWriter();
        try {
            StaxParser.write(repository, text);
        } catch (XMLStreamException e) {
            throw new IOException(e);
        }
        return text.toString().replace("<resource>", "\n<resource>") + '\n';
    }

    /** The same text for the same index, wherever its attributes have been before. */
    private static Resource sorted(Resource resource) {
        ResourceImpl sorted = new ResourceImpl();
        for (Capability each : resource.getCapabilities(null)) {
            sorted.addCapability(new CapabilityImpl(
                    sorted,
                    each.getNamespace(),
                    new TreeMap<>(each.getDirectives()),
                    new TreeMap<>(each.getAttributes())));
        }
        for (Requirement each : resource.getRequirements(null)) {
            sorted.addRequirement(new RequirementImpl(
                    sorted,
                    each.getNamespace(),
                    new TreeMap<>(each.getDirectives()),
                    new TreeMap<>(each.getAttributes())));
        }
        return sorted;
    }

    /**
     * A release of what a jar says of itself.
     *
     * @throws IllegalArgumentException if no node could use it
     */
    public static Release release(Map<String, String> headers, String path, String digest, long length, Channel channel)
            throws IOException {
        ResourceImpl resource = new ResourceImpl();
        Resource described = BundleManifest.resource(path, headers);
        for (Capability capability : described.getCapabilities(null)) {
            if (!OWN.contains(capability.getNamespace())) {
                resource.addCapability(copy(resource, capability, headers));
            }
        }
        described.getRequirements(null).forEach(requirement -> resource.addRequirement(copy(resource, requirement)));
        resource.addCapability(new CapabilityImpl(
                resource,
                ContentNamespace.CONTENT_NAMESPACE,
                Map.of(),
                Map.of(
                        ContentNamespace.CONTENT_NAMESPACE, digest,
                        ContentNamespace.CAPABILITY_URL_ATTRIBUTE, path,
                        ContentNamespace.CAPABILITY_SIZE_ATTRIBUTE, length,
                        ContentNamespace.CAPABILITY_MIME_ATTRIBUTE, Release.MIME)));
        addChannel(resource, channel);
        return Release.of(resource);
    }

    /** The same release, for another channel. */
    public static Release with(Release release, Channel channel) {
        ResourceImpl resource = new ResourceImpl();
        for (Capability capability : release.resource().getCapabilities(null)) {
            if (!capability.getNamespace().equals(Release.CHANNEL)) {
                resource.addCapability(new CapabilityImpl(resource, capability));
            }
        }
        List<Requirement> requirements = release.resource().getRequirements(null);
        requirements.forEach(requirement -> resource.addRequirement(copy(resource, requirement)));
        addChannel(resource, channel);
        return Release.of(resource);
    }

    private static void addChannel(ResourceImpl resource, Channel channel) {
        Map<String, Object> attributes = Map.of(Release.CHANNEL, channel.toString());
        resource.addCapability(new CapabilityImpl(resource, Release.CHANNEL, Map.of(), attributes));
    }

    private static Capability copy(ResourceImpl resource, Capability capability, Map<String, String> headers) {
        Map<String, Object> attributes = new HashMap<>(capability.getAttributes());
        attributes.replaceAll((name, value) -> plain(value));
        String about = headers.getOrDefault(Constants.BUNDLE_DESCRIPTION, headers.get(Constants.BUNDLE_NAME));
        if (capability.getNamespace().equals(IdentityNamespace.IDENTITY_NAMESPACE) && about != null) {
            attributes.put(Release.DESCRIPTION, about);
        }
        return new CapabilityImpl(resource, capability.getNamespace(), capability.getDirectives(), attributes);
    }

    /** The format has text, numbers, versions, and lists of them. */
    private static Object plain(Object value) {
        boolean fits = value instanceof Version
                || value instanceof Long
                || value instanceof Double
                || (value instanceof List<?> list && !list.isEmpty());
        return fits ? value : value instanceof List<?> ? "" : value.toString();
    }

    /** With its filter alone: attributes of a requirement mean nothing in the format. */
    private static Requirement copy(ResourceImpl resource, Requirement requirement) {
        boolean filter = requirement.getDirectives().containsKey(Constants.FILTER_DIRECTIVE);
        return new RequirementImpl(
                resource,
                requirement.getNamespace(),
                requirement.getDirectives(),
                filter ? Map.of() : requirement.getAttributes());
    }
}
