package net.skywire.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.ServiceLoader;
import net.skywire.host.OperatorCommand;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;

/** In a real Felix with Gogo's runtime. */
@Timeout(60)
class GogoCommandsTest {

    @TempDir
    Path storage;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private Framework felix;
    private BundleContext context;
    private GogoCommands commands;

    @BeforeEach
    void start() throws Exception {
        felix = ServiceLoader.load(FrameworkFactory.class)
                .findFirst()
                .orElseThrow()
                .newFramework(Map.of(
                        Constants.FRAMEWORK_STORAGE,
                        storage.toString(),
                        "felix.log.level",
                        "1",
                        Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA,
                        "org.apache.felix.service.command;version=1.0.0,"
                                + "org.apache.felix.service.threadio;version=1.0.0"));
        felix.start();
        context = felix.getBundleContext();
        commands = new GogoCommands(context);
    }

    @AfterEach
    void stop() throws Exception {
        felix.stop();
        felix.waitForStop(10_000);
    }

    private CommandSession session() throws Exception {
        String jar = CommandProcessor.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toString();
        Bundle gogo = context.installBundle(jar);
        gogo.start();
        CommandProcessor processor = context.getService(context.getServiceReference(CommandProcessor.class));
        return processor.createSession(
                new ByteArrayInputStream(new byte[0]), new PrintStream(out, true), new PrintStream(err, true));
    }

    @Test
    void runInTheScopeOfTheirOwn() throws Exception {
        OperatorCommand deploy = new TestCommand("deploy", (words, reply) -> {
            reply.progress("verified");
            reply.line("deployed " + words + "\u001b");
        });
        commands.addCommand(deploy);
        try (CommandSession session = session()) {
            session.execute("skywire:deploy 'my own.jar' --json");
            assertEquals("deployed [my own.jar, --json]?\n", out.toString(StandardCharsets.UTF_8));
            assertEquals("verified\n", err.toString(StandardCharsets.UTF_8));

            session.execute("deploy");
            assertTrue(out.toString(StandardCharsets.UTF_8).endsWith("deployed []?\n"));

            commands.removeCommand(deploy);
            assertThrows(Exception.class, () -> session.execute("skywire:deploy"));
        }
    }

    @Test
    void sayWhatTheyExpectAndWhyTheyCannot() throws Exception {
        commands.addCommand(new TestCommand("app", (words, reply) -> {
            if (words.isEmpty()) {
                throw new IllegalArgumentException("expected a word");
            }
            throw new IOException(words.get(0));
        }));
        try (CommandSession session = session()) {
            assertEquals(
                    "expected a word",
                    assertThrows(IOException.class, () -> session.execute("skywire:app"))
                            .getMessage());
            assertTrue(err.toString(StandardCharsets.UTF_8).startsWith("usage: app FILE"));
            assertEquals(
                    "no such app",
                    assertThrows(IOException.class, () -> session.execute("skywire:app 'no such app'"))
                            .getMessage());
        }
    }

    @Test
    void leaveNothing() {
        commands.addCommand(new TestCommand("app", (words, reply) -> {}));
        assertEquals(
                "app",
                context.getServiceReference(GogoCommand.class).getProperty("osgi.command.function"),
                "there without Gogo");

        commands.close();

        assertNull(context.getServiceReference(GogoCommand.class));
    }
}
