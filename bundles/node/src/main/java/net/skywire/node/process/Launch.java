package net.skywire.node.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.skywire.node.config.AppSettings;
import net.skywire.node.config.ProcessSettings;
import net.skywire.pipe.descriptor.ChildCommand;
import net.skywire.pipe.frame.Dialect;

/** What it takes to start an app: program, arguments, folder and environment, as a Go node has them. */
final class Launch {

    /** Marks a process and what it starts, so that it is known again by the next run of the node. */
    static final String MARK = "SKYWIRE_PROCESS";

    private static final String DEFAULT_VERSION = "1.0";

    private final ProcessConfig config;
    private final ProcessRunner runner;

    Launch(ProcessConfig config, ProcessRunner runner) {
        this.config = config;
        this.runner = runner;
    }

    /** The version of an app, by the list of apps. */
    static String version(AppSettings app) {
        return app.version().orElse(DEFAULT_VERSION);
    }

    /**
     * Makes the app's folder as well.
     *
     * @param mark unlike that of any other process
     * @throws IOException if something is missing
     */
    ChildCommand of(AppSettings app, String mark) throws IOException {
        ProcessSettings process = app.process().orElseThrow();
        Path folder = folder(app);
        List<String> command = new ArrayList<>(process.command());
        if (command.isEmpty()) {
            command.add(config.appsFolder()
                    .resolve(app.name() + ".v" + version(app))
                    .toString());
        }
        command.set(0, ProgramFile.find(command.get(0)).toString());
        if (takesLogDatabase(process)) {
            command.add(folder.resolve(app.name() + ".log.db").toString());
        }
        command.addAll(app.arguments());
        Map<String, String> environment = new HashMap<>(process.environment());
        environment.put(MARK, mark);
        return new ChildCommand(runner.wrap(command, process.resources()), folder, environment, true);
    }

    private Path folder(AppSettings app) throws IOException {
        Path folder = config.localFolder()
                .resolve(app.name())
                .resolve("v" + version(app))
                .toAbsolutePath();
        return Files.createDirectories(
                folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-x---")));
    }

    private static boolean takesLogDatabase(ProcessSettings process) {
        return process.logDatabase()
                .orElse(process.dialect().filter(Dialect.GO_2019_09::equals).isPresent());
    }
}
