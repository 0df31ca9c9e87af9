package net.skywire.shell;

import java.nio.file.Path;

/** Keeps what a command says, each line after a mark of what it is. */
final class TestReply implements Reply {

    private final StringBuilder text = new StringBuilder();

    @Override
    public void line(String line) {
        text.append(line).append('\n');
    }

    @Override
    public void progress(String line) {
        text.append("... ").append(line).append('\n');
    }

    @Override
    public void error(String line) {
        text.append("! ").append(line).append('\n');
    }

    @Override
    public void usage(String line) {
        text.append("? ").append(line).append('\n');
    }

    @Override
    public Path directory() {
        return Path.of("/tmp");
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
