package net.skywire.node.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigLocationTest {

    @TempDir
    Path all;

    private final Map<String, String> environment = new HashMap<>();
    private Optional<String> argument = Optional.empty();

    private ConfigLocation find() {
        environment.put("HOME", all.resolve("user").toString());
        var around = new ConfigLocation.Surroundings(argument, environment, all.resolve("work"), all.resolve("system"));
        return ConfigLocation.find(all.resolve("product"), around).orElseThrow();
    }

    private Path put(String name) throws IOException {
        Path file = all.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, "{}");
    }

    @Test
    void isTheFirstThatThereIs() throws Exception {
        assertEquals(all.resolve("product/conf/skywire-config.json"), find().file());
        assertEquals("none is found elsewhere", find().why());

        Path system = put("system/skywire-config.json");
        assertEquals(system, find().file());
        assertEquals("found in the system's folder", find().why());

        Path user = put("user/.skycoin/skywire/skywire-config.json");
        assertEquals(user, find().file());
        assertEquals("found in the home directory", find().why());

        Path product = put("product/conf/skywire-config.json");
        assertEquals(product, find().file());
        assertEquals("found in the product's conf/", find().why());

        Path work = put("work/skywire-config.json");
        assertEquals(work, find().file());
        assertEquals("found in the working directory", find().why());
    }

    @Test
    void isTheOneThatIsNamedEvenIfItIsNotThere() throws Exception {
        put("work/skywire-config.json");

        environment.put("SW_CONFIG", "other/by-variable.json");
        assertEquals(all.resolve("work/other/by-variable.json"), find().file());
        assertEquals("named by SW_CONFIG", find().why());

        argument = Optional.of(all.resolve("by-argument.json").toString());
        assertEquals(all.resolve("by-argument.json"), find().file());
        assertEquals("named on the command line", find().why());
    }

    @Test
    void hasPathsInTheProductsFolderOrInItsOwn() throws Exception {
        put("product/conf/skywire-config.json");
        assertEquals(all.resolve("product"), find().folders().base());
        assertEquals(all.resolve("product/data/local"), find().folders().local());

        put("work/skywire-config.json");
        assertEquals(all.resolve("work"), find().folders().base());
        assertEquals(all.resolve("work/local"), find().folders().local());
    }

    @Test
    void isNowhereForAnEmbedderWithoutAFolder() {
        var around = new ConfigLocation.Surroundings(argument, environment, all.resolve("work"), all.resolve("system"));

        assertEquals(Optional.empty(), ConfigLocation.find(null, around));
    }
}
