package net.skywire.pipe.process;

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
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;

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
        for (String name : descriptions == null ? new String[0] : descriptions.split("\\s*,\\s*")) {
            AppComponent component = AppComponent.of(description(file, jar, name));
            if (component.isOfAnApp()) {
                found.add(component);
            }
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

    private static Element description(Path file, JarFile jar, String name) throws IOException {
        ZipEntry entry = jar.getEntry(name);
        if (entry == null || entry.getSize() > MAX_DESCRIPTION) {
            throw new IOException(file + ": its manifest names " + name + ", which is missing or too long");
        }
        try (InputStream in = jar.getInputStream(entry)) {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setNamespaceAware(true);
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            Document document = factory.newDocumentBuilder().parse(in);
            return document.getDocumentElement();
        } catch (ParserConfigurationException | SAXException e) {
            throw new IOException(file + ", " + name + ": " + e.getMessage(), e);
        }
    }
}
