package net.skywire.testkit;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Bytes as a message shows them: quoted if they are text, in hex if not, and only the first of many. */
final class Shown {

    private static final int MOST = 200;

    private Shown() {}

    static String of(byte[] bytes, int length) {
        if (length == 0) {
            return "nothing";
        }
        int shown = Math.min(length, MOST);
        String text = text(bytes, shown);
        return shown == length ? text : text + "... (" + length + " bytes)";
    }

    private static String text(byte[] bytes, int length) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, 0, length))
                    .toString();
            if (text.chars().noneMatch(c -> Character.isISOControl(c) && c != '\n' && c != '\r' && c != '\t')) {
                return '"' + text.replace("\n", "\\n").replace("\r", "\\r").replace("\t", "\\t") + '"';
            }
        } catch (CharacterCodingException e) {
            // Shown in hex
        }
        return "0x" + HexFormat.of().formatHex(bytes, 0, length);
    }
}
