package net.skywire.itest.packages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The package of this machine in a Debian, as its operator meets it. */
@Tag("packages")
@Timeout(120)
class InstalledIT {

    private static final String ARCHITECTURE =
            switch (System.getProperty("os.arch").toLowerCase(Locale.ROOT)) {
                case "aarch64" -> "arm64";
                case "arm" -> "armhf";
                default -> "amd64";
            };
    private static final Path PACKAGE = Deb.FOLDER.resolve("skywire-osgi_" + ARCHITECTURE + ".deb");
    private static final String LOG = "/var/lib/skywire-osgi/data/log/skywire-osgi.0.log";
    private static final String BROKEN = "skywire-config.json, line 2, column 1: ";
    private static final String SERVER_RUNS = "(?s).*helloworld-server +1.0 +bundle +embedded +running +10 .*";
    private static final String CONFIGURATION = "/etc/skywire-osgi/skywire-config.json";

    /** Tells all that a link could change. */
    private static final String PRIVATE = "find /root/private -printf '%p %U %G %m %T@ ' && cat /root/private/file";

    @TempDir
    Path folder;

    private Box box;

    @BeforeEach
    void install() throws Exception {
        box = new Box(folder);
        box.well("echo SKYWIRE_CACHE=off >/etc/default/skywire-osgi");
        box.install(PACKAGE);
    }

    @AfterEach
    void close() {
        box.close();
    }

    private void start() throws Exception {
        assertTrue(box.asService("exec skywire-osgi start").well().startsWith("started, pid "));
    }

    private void deploySamples() throws Exception {
        String samples = "/usr/lib/skywire-osgi/samples/";
        box.well("skywire-osgi publishers add " + samples + "publisher.pem samples");
        // as an operator has it who fetched it: for root alone
        box.well("cd /root && install -m 0600 " + samples
                + "helloworld-server.jar server.jar && skywire-osgi deploy server.jar");
        box.well("skywire-osgi deploy " + samples + "helloworld-client.jar");
    }

    private void await(String script, String text) throws IOException {
        Process process = box.start(script);
        try (BufferedReader lines = process.inputReader()) {
            String line = lines.readLine();
            while (line != null && !line.contains(text)) {
                line = lines.readLine();
            }
            assertTrue(line != null, () -> "expected \"" + text + "\", got none");
        } finally {
            process.destroy();
        }
    }

    private void isWhole() throws Exception {
        assertEquals("", box.well("dpkg --audit"));
    }

    @Test
    void keepsWhatItsOperatorHasThroughUpgradeAndRemovalUntilThePurge() throws Exception {
        isWhole();
        start();
        deploySamples();
        await("exec skywire-osgi app logs helloworld-client -f", "pong from");
        String key = box.well("cat /var/lib/skywire-osgi/data/node.pub");
        box.well("skywire-osgi app autostart helloworld-client off");

        Path unpacked = new Deb(PACKAGE).unpack(folder.resolve("unpacked"));
        Deb.repack(unpacked, folder.resolve("later.deb"), "99.0.0");
        box.install(folder.resolve("later.deb"));

        isWhole();
        assertEquals("99.0.0", box.well("dpkg-query -W -f '${Version}' skywire-osgi"));
        assertEquals("SKYWIRE_CACHE=off\n", box.well("cat /etc/default/skywire-osgi"));
        assertTrue(box.well("cat /etc/default/skywire-osgi.dpkg-dist").contains("# of 99.0.0"));
        assertEquals(3, box.run("skywire-osgi status").code(), "it was stopped for the upgrade");
        start();
        assertEquals(key, box.well("cat /var/lib/skywire-osgi/data/node.pub"));
        assertTrue(box.well("skywire-osgi status").matches(SERVER_RUNS));
        assertTrue(box.well("cat " + CONFIGURATION).contains("\"auto_start\" : false"));

        box.well("dpkg -r skywire-osgi");
        box.well("! grep -qs [l]auncher.jar /proc/[0-9]*/cmdline");
        assertEquals(key, box.well("cat /var/lib/skywire-osgi/data/node.pub"));
        box.well("ls " + CONFIGURATION + " /etc/default/skywire-osgi");

        box.well("dpkg -P skywire-osgi");
        assertEquals(
                "",
                box.well(
                        "find / -xdev -name '*skywire-osgi*' ! -path '/proc/*' ! -path '/given*' ! -path '/tmp/hsperfdata*'"));
        box.well("getent passwd skywire-osgi");
        isWhole();
    }

    @Test
    void runsOnWithTheConfigurationItHasWhenANewOneIsBroken() throws Exception {
        start();
        deploySamples();
        box.well("echo '{\"apps\": 1' >" + CONFIGURATION);

        Ran check = box.run("skywire-osgi check-config");

        assertEquals(1, check.code());
        assertTrue(check.text().contains("skywire-config.json"), check.text());
        await("exec tail -n +1 -F " + LOG, BROKEN);
        assertTrue(box.well("skywire-osgi status").matches(SERVER_RUNS), "the one before is in force");
        box.well("skywire-osgi stop");
        start();
        await("exec tail -n +1 -F " + LOG, "there is no node until there is a configuration");
    }

    @Test
    void takesAFolderWhereADiskIsMounted() throws Exception {
        box.well("dpkg -P skywire-osgi");
        box.mount("/var/lib/skywire-osgi");

        box.install(PACKAGE);
        isWhole();
        start();
        deploySamples();
        box.well("dpkg -P skywire-osgi");

        isWhole();
        assertEquals("", box.well("mountpoint -q /var/lib/skywire-osgi && ls -A /var/lib/skywire-osgi"));
    }

    @Test
    void saysWhichJavaItMisses() throws Exception {
        box.well("echo JAVA_HOME=/nowhere >>/etc/default/skywire-osgi");

        Ran start = box.asService("exec skywire-osgi start");

        assertEquals(1, start.code());
        assertTrue(start.text().contains("expected Java 17 or later, found no /nowhere/bin/java"), start.text());
        box.well("sed -i s/off/on/ /etc/default/skywire-osgi && dpkg-reconfigure skywire-osgi");
        isWhole();
    }

    @Test
    void doesNothingForRootThroughLinksThatTheServiceMakes() throws Exception {
        box.well("mkdir -m 700 /root/private && echo secret >/root/private/file && chmod 600 /root/private/file");
        assertEquals(0, box.asService("""
                cd /var/lib/skywire-osgi && rmdir apps && ln -s /root/private apps && ln -s /root/private/socket data/control.sock
                cd /etc/skywire-osgi && rmdir publishers && ln -s /root/private publishers
                rm skywire-config.json logging.properties && ln -s /root/private/file skywire-config.json
                ln -s /root/private/file logging.properties""").code());
        String before = box.well(PRIVATE);

        box.run("skywire-osgi publishers add /usr/lib/skywire-osgi/samples/publisher.pem samples");
        box.run("skywire-osgi gen-config --force");
        box.run("skywire-osgi status");
        box.run("dpkg-reconfigure skywire-osgi");
        box.run("dpkg --force-confnew -i /given/new.deb");

        assertEquals(before, box.well(PRIVATE));
        box.well("dpkg -P skywire-osgi");
        assertEquals(before, box.well(PRIVATE));
    }

    @Test
    void endsNoProcessButThoseOfTheService() throws Exception {
        Process others = box.start("echo $$; exec tail -F /var/lib/skywire-osgi");
        String pid = others.inputReader().readLine();
        assertEquals(
                0,
                box.asService("echo " + pid + " >/var/lib/skywire-osgi/data/skywire-osgi.pid")
                        .code());

        box.run("skywire-osgi stop");
        box.well("dpkg -r skywire-osgi");

        box.well("kill -0 " + pid);
    }

    @Test
    void isAskedByRootAndItsOwnUserAlone() throws Exception {
        start();

        Ran other = box.run("exec runuser -u nobody -- skywire-osgi status");

        assertEquals(1, other.code());
        assertTrue(other.text().contains("expected root or skywire-osgi, got nobody"), other.text());
        assertEquals(1, box.run("skywire-osgi start").code());
    }

    @Test
    void takesAttachBesideIt() throws Exception {
        box.install(Deb.FOLDER.resolve("skywire-attach_" + ARCHITECTURE + ".deb"));

        Ran attach = box.run("skywire-attach --name chat --version 1.0 3</dev/null 4>/dev/null");

        isWhole();
        assertTrue(attach.text().startsWith("skywire-attach: "), attach.text());
    }
}
