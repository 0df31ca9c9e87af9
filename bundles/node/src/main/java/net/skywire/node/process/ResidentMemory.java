package net.skywire.node.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How much memory a process takes up, as the kernel says. */
final class ResidentMemory {

    private static final Pattern LINE = Pattern.compile("^VmRSS:\\s*(\\d{1,15}) kB$", Pattern.MULTILINE);
    private static final int KILOBYTE = 1024;

    private ResidentMemory() {}

    /** Bytes; empty if there is no such process, or it has ended. */
    static OptionalLong of(long pid) {
        try {
            byte[] status = Files.readAllBytes(Path.of("/proc", Long.toString(pid), "status"));
            Matcher line = LINE.matcher(new String(status, StandardCharsets.ISO_8859_1));
            return line.find() ? OptionalLong.of(Long.parseLong(line.group(1)) * KILOBYTE) : OptionalLong.empty();
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }
}
