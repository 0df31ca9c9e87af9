package net.skywire.node.process;

import java.nio.file.Path;
import java.util.Map;
import net.skywire.node.config.AppSettings;

/**
 * Which apps run as processes, and how in general.
 *
 * @param apps by name, each with the settings of a process
 * @param descriptors the provider of descriptors, or {@code auto}
 * @param codec that for Sends, or {@code auto}
 * @param appsFolder where executables are for which no command is given
 * @param localFolder where each app and version has a working folder
 */
public record ProcessConfig(
        Map<String, AppSettings> apps, String descriptors, String codec, Path appsFolder, Path localFolder) {

    public ProcessConfig {
        apps = Map.copyOf(apps);
    }
}
