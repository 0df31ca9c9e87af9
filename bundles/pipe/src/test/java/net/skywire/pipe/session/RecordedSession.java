package net.skywire.pipe.session;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import net.skywire.app.Addr;
import net.skywire.app.PubKey;

/** What a Go app and a Go node said to one another. The order holds within each direction. */
public record RecordedSession(List<Frame> frames) {

    /** One frame, and whether the app sent it. */
    public record Frame(boolean fromApp, byte type, int id, String body) {

        boolean isAnswer() {
            return type < 0;
        }
    }

    /** @param name of a file in {@code docs/protocol/vectors}, without its ending */
    public static RecordedSession read(String name) throws IOException {
        Path file = Path.of(System.getProperty("vectors", "../../docs/protocol/vectors"), name + ".txt");
        List<Frame> frames = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            byte[] bytes = HexFormat.of().parseHex(line.substring(line.indexOf(' ') + 1));
            String body = new String(bytes, 4, bytes.length - 4, java.nio.charset.StandardCharsets.UTF_8);
            frames.add(new Frame(line.startsWith("app->node "), bytes[2], bytes[3] & 0xff, body));
        }
        return new RecordedSession(frames);
    }

    /** The key of the node in this session, where both apps were. */
    public PubKey key() {
        String body = frames.stream()
                .map(Frame::body)
                .filter(text -> text.contains("\"pk\":\"0"))
                .findFirst()
                .orElseThrow();
        int at = body.indexOf("\"pk\":\"") + 6;
        return PubKey.parse(body.substring(at, at + 66));
    }

    /** The server's address. */
    public Addr server() {
        return new Addr(key(), 10);
    }
}
