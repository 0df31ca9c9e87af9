package net.skywire.deploy.signature;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import net.skywire.deploy.publisher.Shown;

/**
 * The entries of a jar that make up its signature, and are not signed themselves.
 *
 * @param list the file that has the manifest's digest; its name ends in {@code .SF}
 * @param block with the signature of the list, and the certificates
 */
record SignatureFiles(String list, String block) {

    /** Bytes in each of them. */
    static final int MAX_LENGTH = 2 * 1024 * 1024;

    private static final String FOLDER = "META-INF/";
    private static final Pattern BLOCK = Pattern.compile("META-INF/[^/]+\\.(RSA|DSA|EC)");

    /** Null if the jar is not signed. Made before Java reads any of these whole, as it does to verify. */
    static SignatureFiles of(JarFile jar) throws BadSignatureException {
        List<String> lists = new ArrayList<>();
        List<String> blocks = new ArrayList<>();
        for (var entries = jar.entries(); entries.hasMoreElements(); ) {
            JarEntry entry = entries.nextElement();
            String name = entry.getName();
            if ((isList(name) || isBlock(name)) && entry.getSize() > MAX_LENGTH) {
                throw new BadSignatureException(
                        "expected " + Shown.of(name) + " of up to " + MAX_LENGTH + " bytes, got more");
            }
            if (isList(name)) {
                lists.add(name);
            } else if (isBlock(name)) {
                blocks.add(name);
            } else if (upper(name).equals(JarFile.MANIFEST_NAME) && !name.equals(JarFile.MANIFEST_NAME)) {
                throw new BadSignatureException("expected one " + JarFile.MANIFEST_NAME + ", got " + name + " too");
            }
        }
        if (lists.isEmpty() && blocks.isEmpty()) {
            return null;
        }
        if (lists.size() > 1 || blocks.size() > 1) {
            throw new BadSignatureException(
                    "expected one signature, got " + Shown.of(String.join(", ", lists.size() > 1 ? lists : blocks)));
        }
        return pair(lists, blocks);
    }

    private static SignatureFiles pair(List<String> lists, List<String> blocks) throws BadSignatureException {
        if (lists.isEmpty() || blocks.isEmpty() || !stem(lists.get(0)).equals(stem(blocks.get(0)))) {
            throw new BadSignatureException(
                    "expected a signature in two files such as META-INF/A.SF and META-INF/A.RSA," + " got "
                            + Shown.of(String.join(", ", lists) + String.join(", ", blocks)));
        }
        return new SignatureFiles(lists.get(0), blocks.get(0));
    }

    private static String upper(String name) {
        return name.toUpperCase(Locale.ENGLISH);
    }

    private static String stem(String name) {
        return upper(name).substring(0, name.lastIndexOf('.'));
    }

    private static boolean isList(String name) {
        return upper(name).startsWith(FOLDER)
                && name.indexOf('/', FOLDER.length()) < 0
                && upper(name).endsWith(".SF");
    }

    private static boolean isBlock(String name) {
        return BLOCK.matcher(upper(name)).matches();
    }

    boolean has(String name) {
        return name.equals(list) || name.equals(block) || name.equals(JarFile.MANIFEST_NAME);
    }
}
