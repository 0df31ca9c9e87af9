package net.skywire.pipe.process;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.skywire.app.AppMain;
import net.skywire.app.LoopHandler;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * A component as its description has it.
 *
 * @param implementation the class
 * @param provided the services, by their class names
 * @param properties those with a single value
 * @param hasReferences whether it needs other services
 */
record AppComponent(
        String implementation, List<String> provided, Map<String, String> properties, boolean hasReferences) {

    /** @throws IOException if the description names no class */
    static AppComponent of(Element component) throws IOException {
        List<Element> implementations = children(component, "implementation");
        if (implementations.isEmpty()) {
            throw new IOException("expected a component's implementation, found none");
        }
        Map<String, String> properties = new TreeMap<>();
        for (Element property : children(component, "property")) {
            properties.put(property.getAttribute("name"), property.getAttribute("value"));
        }
        return new AppComponent(
                implementations.get(0).getAttribute("class"),
                children(component, "provide").stream()
                        .map(provide -> provide.getAttribute("interface"))
                        .toList(),
                properties,
                !children(component, "reference").isEmpty());
    }

    private static List<Element> children(Element component, String name) {
        NodeList nodes = component.getElementsByTagName(name);
        List<Element> found = new ArrayList<>();
        for (int at = 0; at < nodes.getLength(); at++) {
            found.add((Element) nodes.item(at));
        }
        return found;
    }

    boolean isOfAnApp() {
        return provided.contains(AppMain.class.getName()) || provided.contains(LoopHandler.class.getName());
    }

    /** @throws IOException if it cannot be made without a container; the message says why */
    Object create() throws IOException {
        if (hasReferences) {
            throw new IOException(implementation + " needs other services, which only a container has");
        }
        try {
            return checked(Class.forName(implementation).getConstructor().newInstance());
        } catch (InvocationTargetException e) {
            throw new IOException(implementation + ": its constructor failed: " + e.getCause(), e);
        } catch (ReflectiveOperationException | LinkageError e) {
            throw new IOException(
                    implementation + ": expected a public class that can be made with no arguments, got " + e, e);
        }
    }

    private Object checked(Object made) throws IOException {
        for (Class<?> type : List.of(AppMain.class, LoopHandler.class)) {
            if (provided.contains(type.getName()) && !type.isInstance(made)) {
                throw new IOException(implementation + ": expected a " + type.getSimpleName() + ", got none");
            }
        }
        return made;
    }
}
