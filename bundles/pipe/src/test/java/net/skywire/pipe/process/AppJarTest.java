package net.skywire.pipe.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import net.skywire.app.App;
import net.skywire.app.AppMain;
import net.skywire.app.LoopHandler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AppJarTest {

    private static final String MAIN = AppMain.class.getName();
    private static final int MAX_DESCRIPTION = 256 * 1024;

    @TempDir
    Path folder;

    /** An app that does nothing. */
    public static final class Idle implements AppMain {
        @Override
        public void run(App app) {}
    }

    /** An app that cannot be made. */
    public static final class Unmakeable implements AppMain {
        public Unmakeable() {
            throw new IllegalStateException("no disk");
        }

        @Override
        public void run(App app) {}
    }

    private Path file() {
        return folder.resolve("app.jar");
    }

    private static String fault(Path file) {
        return assertThrows(IOException.class, () -> AppJar.read(file)).getMessage();
    }

    private String faultOf(String description) throws IOException {
        return fault(JarOfApp.write(file(), description));
    }

    @Test
    void saysWhatTheManifestAndItsDescriptionsSay() throws Exception {
        AppJar jar = AppJar.read(JarOfApp.write(file(), Idle.class, MAIN));

        assertEquals("net.example.app", jar.symbolicName());
        assertEquals("2.3.4.SNAPSHOT", jar.version());
        AppComponent component = jar.components().get(0);
        assertEquals(List.of(MAIN), component.provided());
        assertEquals(Map.of("skywire.app.name", "example"), component.properties());
        assertFalse(component.hasReferences());
        assertInstanceOf(Idle.class, component.create());
    }

    @Test
    void passesOverComponentsThatAreNoApp() throws Exception {
        String other = JarOfApp.component(Idle.class.getName(), "java.lang.Runnable", "");

        assertTrue(faultOf(other).endsWith("found no AppMain or LoopHandler component in it"));
    }

    @Test
    void namesTheFileThatIsMissing() {
        assertEquals(file() + ": expected an app's jar, found no such file", fault(file()));
    }

    @Test
    void namesTheFileThatIsNoJar() throws Exception {
        Files.writeString(file(), "text");

        assertTrue(fault(file()).startsWith(file() + ": expected an app's jar, could not read it"));
    }

    @Test
    void namesADescriptionThatIsMissing() throws Exception {
        var manifest = JarOfApp.manifest();
        manifest.getMainAttributes().putValue("Service-Component", "OSGI-INF/none.xml");

        String fault = fault(JarOfApp.write(file(), manifest, "<component/>"));

        assertEquals(file() + ", OSGI-INF/none.xml: expected what the manifest names, found no such entry", fault);
    }

    @Test
    void namesADescriptionWithoutAClass() throws Exception {
        assertEquals(
                file() + ", OSGI-INF/app.xml: expected a component's implementation, found none",
                faultOf("<component/>"));
    }

    @Test
    void readsADescriptionAtTheLimitAndNoneBeyond() throws Exception {
        String text = JarOfApp.component(Idle.class.getName(), MAIN, "");
        String longest = text + " ".repeat(MAX_DESCRIPTION - text.length());

        assertEquals(
                1, AppJar.read(JarOfApp.write(file(), longest)).components().size());
        assertEquals(file() + ", OSGI-INF/app.xml: expected up to 262144 bytes, found more", faultOf(longest + " "));
    }

    @Test
    void refusesADocumentType() throws Exception {
        String fault =
                faultOf("<!DOCTYPE component [<!ENTITY e SYSTEM \"file:///etc/hostname\">]><component>&e;</component>");

        assertTrue(fault.startsWith(file() + ", OSGI-INF/app.xml: DOCTYPE is disallowed"), fault);
    }

    @Test
    void namesADescriptionThatIsNoXml() throws Exception {
        assertTrue(faultOf("text").startsWith(file() + ", OSGI-INF/app.xml: "));
    }

    @Test
    void doesNotMakeAComponentThatNeedsAContainer() throws Exception {
        String needy = JarOfApp.component(Idle.class.getName(), MAIN, "<reference interface=\"a.B\"/>");

        assertEquals(
                Idle.class.getName() + " needs other services, which only a container has",
                creationFault(JarOfApp.write(file(), needy)));
    }

    @Test
    void namesAClassThatIsMissing() throws Exception {
        String missing = JarOfApp.component("net.example.Missing", MAIN, "");

        assertEquals(
                "net.example.Missing: expected a public class that can be made with no arguments,"
                        + " got java.lang.ClassNotFoundException: net.example.Missing",
                creationFault(JarOfApp.write(file(), missing)));
    }

    @Test
    void namesAClassThatIsNotWhatItsDescriptionSays() throws Exception {
        assertEquals(
                Idle.class.getName() + ": expected a LoopHandler, got none",
                creationFault(JarOfApp.write(file(), Idle.class, LoopHandler.class.getName())));
    }

    @Test
    void namesAClassWhoseConstructorFails() throws Exception {
        assertEquals(
                Unmakeable.class.getName() + ": its constructor failed: java.lang.IllegalStateException: no disk",
                creationFault(JarOfApp.write(file(), Unmakeable.class, MAIN)));
    }

    private static String creationFault(Path file) throws IOException {
        AppComponent component = AppJar.read(file).components().get(0);
        return assertThrows(IOException.class, component::create).getMessage();
    }
}
