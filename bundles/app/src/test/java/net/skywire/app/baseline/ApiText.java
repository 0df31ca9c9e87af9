package net.skywire.app.baseline;

import aQute.bnd.differ.DiffPluginImpl;
import aQute.bnd.osgi.Domain;
import aQute.bnd.osgi.Jar;
import aQute.bnd.service.diff.Delta;
import aQute.bnd.service.diff.Tree;
import aQute.bnd.service.diff.Type;
import aQute.bnd.version.Version;
import java.io.File;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * An API as bnd sees it, and as text: a line for the version of each package, and one for each element, below the one it
 * belongs to: its kind, what it means to add and to remove it, and its name.
 */
record ApiText(Map<String, Version> versions, Tree tree) {

    private static final String INDENT = "  ";
    private static final String VERSION = "VERSION ";

    ApiText {
        versions = new TreeMap<>(versions);
    }

    /** @param classes with the manifest of the bundle among them */
    static ApiText read(File classes) throws Exception {
        try (Jar jar = new Jar(classes)) {
            Map<String, Version> versions = new TreeMap<>();
            Domain.domain(jar.getManifest())
                    .getExportPackage()
                    .forEach((name, attributes) -> versions.put(name, Version.parseVersion(attributes.getVersion())));
            return new ApiText(versions, new DiffPluginImpl().tree(jar).get("<api>"));
        }
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        versions.forEach((name, version) -> lines.add(VERSION + name + ' ' + version));
        write(tree.serialize(), "", lines);
        return lines;
    }

    /** Annotations are left out: each Java has its own on what is inherited. */
    private static void write(Tree.Data element, String indent, List<String> lines) {
        if (element.type == Type.ANNOTATED) {
            return;
        }
        lines.add(indent + String.join(" ", "" + element.type, "" + element.add, "" + element.rem, element.name));
        Tree.Data[] children = element.children == null ? new Tree.Data[0] : element.children;
        Arrays.stream(children).forEach(child -> write(child, indent + INDENT, lines));
    }

    static ApiText parse(List<String> lines) throws Exception {
        Map<String, Version> versions = new TreeMap<>();
        Deque<Element> open = new ArrayDeque<>();
        Element root = null;
        for (String line : lines) {
            if (line.startsWith(VERSION)) {
                String[] words = line.split(" ");
                versions.put(words[1], Version.parseVersion(words[2]));
                continue;
            }
            Element element = Element.parse(line);
            while (!open.isEmpty() && open.peek().depth >= element.depth) {
                open.pop();
            }
            if (open.isEmpty()) {
                root = element;
            } else {
                open.peek().children.add(element);
            }
            open.push(element);
        }
        return new ApiText(versions, new DiffPluginImpl().deserialize(root.data()));
    }

    private static final class Element {
        private final int depth;
        private final String[] words;
        private final List<Element> children = new ArrayList<>();

        private Element(int depth, String[] words) {
            this.depth = depth;
            this.words = words;
        }

        static Element parse(String line) {
            String stripped = line.stripLeading();
            return new Element(line.length() - stripped.length(), stripped.split(" ", 4));
        }

        Tree.Data data() {
            Tree.Data data = new Tree.Data();
            data.type = Type.valueOf(words[0]);
            data.add = Delta.valueOf(words[1]);
            data.rem = Delta.valueOf(words[2]);
            data.name = words[3];
            data.children = children.stream().map(Element::data).toArray(Tree.Data[]::new);
            return data;
        }
    }
}
