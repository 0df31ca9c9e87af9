package net.skywire.pipe.descriptor;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the contracts with the providers of the C library have in common: real children. */
@Timeout(60)
public abstract class ProviderContract {

    @TempDir
    Path folder;

    /** The provider under test. */
    protected abstract LibC libc();

    final AppChild shell(String script) throws IOException {
        return new Descriptors(libc()).spawn(new ChildCommand(List.of("sh", "-c", script), folder));
    }

    final AppChild python(String... lines) throws IOException {
        return new Descriptors(libc())
                .spawn(new ChildCommand(List.of("python3", "-c", "import os\n" + String.join("\n", lines)), folder));
    }

    static int pipes() throws IOException {
        int count = 0;
        for (int descriptor : ProcDescriptors.open()) {
            count += ProcDescriptors.target(descriptor)
                            .filter(target -> target.startsWith("pipe:"))
                            .isPresent()
                    ? 1
                    : 0;
        }
        return count;
    }

    static void write(AppChild child, String text) throws IOException {
        child.pipe().out().write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }

    static String readSome(AppChild child) throws IOException {
        return readSome(child.pipe().in());
    }

    static String readSome(ReadableByteChannel in) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(1024);
        in.read(buffer);
        return StandardCharsets.UTF_8.decode(buffer.flip()).toString();
    }

    static String readAll(ReadableByteChannel in) throws IOException {
        return new String(Channels.newInputStream(in).readAllBytes(), StandardCharsets.UTF_8);
    }

    static String end(AppChild child) throws Exception {
        child.pipe().close();
        return child.exit().get(20, TimeUnit.SECONDS).toString();
    }
}
