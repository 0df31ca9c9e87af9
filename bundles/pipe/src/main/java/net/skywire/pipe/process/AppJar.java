package net.skywire.pipe.process;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/**
 * What a jar says of the app in it, in the same place where a container looks: its manifest, and the component
 * descriptions that the manifest names.
 *
 * @param symbolicName of the bundle
 * @param version of the bundle
 */
record AppJar(String symbolicName, String version, List<AppComponent> components) {

    private static final int MAX_DESCRIPTION = 256 * 1024;

    /** @throws IOException if the file is no app; the message says why */
    static AppJar read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IOException(file + ": expected an app's jar, found no such file");
        }
        try (JarFile jar = new JarFile(file.toFile())) {
            if (jar.getManifest() == null) {
                throw new IOException(file + ": expected an app's jar, found no manifest in it");
            }
            return read(file, jar, jar.getManifest().getMainAttributes());
        } catch (java.util.zip.ZipException e) {
            throw new IOException(file + ": expected an app's jar, could not read it: " + e.getMessage(), e);
        }
    }

    private static AppJar read(Path file, JarFile jar, Attributes manifest) throws IOException {
        String descriptions = manifest.getValue("Service-Component");
        List<AppComponent> found = new ArrayList<>();
        for (String name :
                descriptions == null ? new String[0] : descriptions.strip().split("\\s*,\\s*")) {
            found.addAll(described(file, jar, name));
        }
        if (found.isEmpty()) {
            throw new IOException(file + ": expected an app's jar, found no AppMain or LoopHandler component in it");
        }
        String symbolicName = manifest.getValue("Bundle-SymbolicName");
        return new AppJar(
                symbolicName == null ? null : symbolicName.split(";")[0].strip(),
                manifest.getValue("Bundle-Version"),
                List.copyOf(found));
    }

    private static List<AppComponent> described(Path file, JarFile jar, String name) throws IOException {
        try {
            List<AppComponent> found = new ArrayList<>();
            NodeList components = parse(bytes(jar, name)).getElementsByTagNameNS("*", "component");
            for (int at = 0; at < components.getLength(); at++) {
                found.add(AppComponent.of((Element) components.item(at)));
            }
            found.removeIf(component -> !component.isOfAnApp());
            return found;
        } catch (IOException | SAXException e) {
            throw new IOException(file + ", " + name + ": " + e.getMessage(), e);
        }
    }

    private static byte[] bytes(JarFile jar, String name) throws IOException {
        ZipEntry entry = jar.getEntry(name);
        if (entry == null) {
            throw new IOException("expected what the manifest names, found no such entry");
        }
        try (InputStream in = jar.getInputStream(entry)) {
            byte[] bytes = in.readNBytes(MAX_DESCRIPTION + 1);
            if (bytes.length > MAX_DESCRIPTION) {
                throw new IOException("expected up to " + MAX_DESCRIPTION + " bytes, found more");
            }
            return bytes;
        }
    }

    /** Reads nothing but {@code description}: document types, and with them all references to elsewhere, are refused. */
    private static Document parse(byte[] description) throws IOException, SAXException {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setNamespaceAware(true);
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            DocumentBuilder builder = factory.newDocumentBuilder();
            builder.setErrorHandler(new DefaultHandler());
            return builder.parse(new ByteArrayInputStream(description));
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException("a JDK without a safe XML parser", e);
        }
    }
}
