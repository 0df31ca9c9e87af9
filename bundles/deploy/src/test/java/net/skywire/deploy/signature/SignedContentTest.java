package net.skywire.deploy.signature;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A signature check, of what is in a jar ... */
class SignedContentTest extends Checked {

    private static final String SF = "META-INF/TEST.SF";
    private static final String BLOCK = "META-INF/TEST.EC";
    private static final String MANIFEST = "META-INF/MANIFEST.MF";

    @BeforeEach
    void trustAlice() throws Exception {
        trust("alice.pem", ALICE);
    }

    private static byte[] edited(Consumer<Map<String, byte[]>> change) {
        return SignedJars.edit(signed(ALICE), change);
    }

    @Test
    void findsWhoHasSignedIt() throws Exception {
        assertEquals(Optional.of("alice"), check(signed(ALICE)));
        assertEquals(Optional.of("alice"), check(edited(entries -> {})));
    }

    @Test
    void letsFoldersBeUnsigned() throws Exception {
        byte[] jar = SignedJars.edit(jar(), entries -> entries.put("folder/", new byte[0]));

        assertEquals(Optional.of("alice"), check(SignedJars.sign(jar, ALICE)));
        assertEquals(
                "expected an empty folder, got content in folder/",
                refusal(edited(entries -> entries.put("folder/", new byte[1]))));
    }

    @Test
    void refusesAnUnsignedJarUnlessInDevelopment() throws Exception {
        assertEquals(
                "expected a jar signed by a publisher in " + publishers + ", got one that is not signed",
                refusal(jar()));

        mode = SignatureMode.DEVELOPMENT;
        assertEquals(Optional.empty(), check(jar()));
    }

    @ParameterizedTest
    @EnumSource
    void refusesAnEntryOfWhichAByteIsChanged(SignatureMode either) {
        mode = either;

        String refusal = refusal(edited(entries -> entries.get("content.txt")[3] ^= 1));

        assertEquals(
                "expected content.txt as it was signed, got something else: SHA-256 digest error for content.txt",
                refusal.replace("SHA-384", "SHA-256"));
    }

    @ParameterizedTest
    @EnumSource
    void refusesAnEntryThatIsAdded(SignatureMode either) {
        mode = either;

        assertEquals(
                "expected every entry signed, got more.txt without a signature",
                refusal(edited(entries -> entries.put("more.txt", new byte[1]))));
    }

    @Test
    void refusesAnEntryThatIsAddedBesideTheSignature() {
        assertEquals(
                "expected every entry signed, got META-INF/services/x without a signature",
                refusal(edited(entries -> entries.put("META-INF/services/x", new byte[1]))));
        assertEquals(
                "expected one signature, got META-INF/TEST.SF, META-INF/MORE.SF",
                refusal(edited(entries -> entries.put("META-INF/MORE.SF", new byte[1]))));
        assertEquals(
                "expected one signature, got META-INF/TEST.EC, META-INF/more.rsa",
                refusal(edited(entries -> entries.put("META-INF/more.rsa", new byte[1]))));
        assertEquals(
                "expected every entry signed, got META-INF/SIG-X without a signature",
                refusal(edited(entries -> entries.put("META-INF/SIG-X", new byte[1]))));
    }

    @Test
    void refusesASecondManifest() {
        assertEquals(
                "expected one META-INF/MANIFEST.MF, got META-INF/Manifest.mf too",
                refusal(edited(entries -> entries.put("META-INF/Manifest.mf", entries.get(MANIFEST)))));
    }

    @Test
    void refusesAJarOfWhichAnEntryIsTakenOut() {
        assertEquals(
                "expected more.txt, which was signed, found no such entry",
                refusal(SignedJars.edit(
                        SignedJars.sign(SignedJars.edit(jar(), entries -> entries.put("more.txt", new byte[1])), ALICE),
                        entries -> entries.remove("more.txt"))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bundle-Version: 1.0.0", "Name: content.txt"})
    void refusesAChangedManifest(String line) {
        String changed = line.substring(0, line.length() - 1) + "X";

        String refusal = refusal(edited(entries -> SignedJars.replace(entries, MANIFEST, line, changed)));

        assertTrue(
                refusal.contains("META-INF/MANIFEST.MF as it was signed, got ") || refusal.contains("content.tx"),
                refusal);
    }

    @Test
    void refusesAManifestThatTheSignatureDoesNotCoverAsAWhole() {
        byte[] jar = SignedJars.sign(jar(), ALICE, "TEST", builder -> builder.setProperty("sectionsonly", "true"));

        assertEquals(
                "expected a signature over the whole manifest, found no SHA-256-Digest-Manifest in META-INF/TEST.SF",
                refusal(jar));
    }

    @Test
    void refusesAManifestWithASectionMore() {
        String refusal = refusal(edited(entries -> entries.put(
                MANIFEST,
                (new String(entries.get(MANIFEST), StandardCharsets.ISO_8859_1) + "Name: other\r\nX: y\r\n\r\n")
                        .getBytes(StandardCharsets.ISO_8859_1))));

        assertEquals("expected META-INF/MANIFEST.MF as it was signed, got another", refusal);
    }

    @Test
    void refusesAChangedListOfDigests() {
        String refusal = refusal(edited(entries -> SignedJars.replace(entries, SF, "Created-By", "Changed-By")));

        assertTrue(refusal.endsWith("cannot verify signature block file META-INF/TEST"), refusal);
    }

    @Test
    void refusesTwoSigners() {
        byte[] twice = SignedJars.sign(signed(ALICE), MALLORY, "OTHER", builder -> {});

        assertTrue(refusal(twice).startsWith("expected one signature, got "), refusal(twice));
    }

    @ParameterizedTest
    @ValueSource(strings = {SF, BLOCK})
    void refusesHalfASignature(String gone) {
        assertTrue(refusal(edited(entries -> entries.remove(gone)))
                .startsWith(
                        "expected a signature in two files such as META-INF/A.SF and META-INF/A.RSA, got META-INF/"));
    }

    @Test
    void refusesABlockThatIsNone() {
        String refusal = refusal(edited(entries -> entries.put(BLOCK, new byte[] {1, 2, 3})));

        assertEquals(
                "expected a signature that Java accepts, got a damaged or too weak one in META-INF/TEST.EC,"
                        + " which cannot be read",
                refusal);
    }

    @Test
    void onlyEverRefusesASignatureThatIsMadeToBeWrong() throws Exception {
        byte[] jar = signed(ALICE);
        Random random = new Random(1);
        int refused = 0;
        for (int round = 0; round < 500; round++) {
            String name = List.of(SF, BLOCK, MANIFEST).get(round % 3);
            byte[] wrong = SignedJars.edit(jar, entries -> {
                byte[] content = entries.get(name);
                content[random.nextInt(content.length)] ^= (byte) (1 << random.nextInt(8));
            });
            try {
                assertEquals(Optional.of("alice"), check(wrong), "a bit that has no meaning");
            } catch (BadSignatureException e) {
                refused++;
            }
        }
        assertTrue(refused > 450, "refused " + refused);
    }

    @Test
    void refusesWeakDigestsAndKeysAndSaysWhich() throws Exception {
        byte[] digests = SignedJars.sign(jar(), ALICE, "TEST", builder -> sha1(builder));
        assertTrue(
                refusal(digests).contains("too weak one in META-INF/TEST.EC: EC of 256 bits and [SHA1-Digest]"),
                refusal(digests));

        Identity small =
                new Identity.Maker("CN=Small").use(Chain.CODE_SIGNING).rsa(768).make();
        trust("small.pem", small);
        assertTrue(refusal(signed(small)).contains("too weak one in META-INF/TEST.RSA: RSA of 768 bits"));
    }

    private static void sha1(jdk.security.jarsigner.JarSigner.Builder builder) {
        try {
            builder.digestAlgorithm("SHA1");
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {SF, BLOCK})
    void refusesASignatureOfMoreBytesThanItReads(String name) {
        String reason = "expected " + name + " of up to " + SignatureFiles.MAX_LENGTH + " bytes, got more";

        assertEquals(reason, refusal(edited(entries -> entries.put(name, new byte[SignatureFiles.MAX_LENGTH + 1]))));
        assertNotEquals(reason, refusal(edited(entries -> entries.put(name, new byte[SignatureFiles.MAX_LENGTH]))));
    }

    @Test
    void refusesAJarWithASignatureOverNothing() {
        assertEquals(
                "expected a signature of at least one entry, found none",
                refusal(edited(entries -> entries.remove("content.txt"))));
    }

    @Test
    void showsNamesOfStrangersInOneLine() {
        String refusal =
                refusal(edited(entries -> entries.put("a\nINFO  all is well\u001b[2J" + "x".repeat(300), new byte[1])));

        assertEquals(1, refusal.lines().count());
        assertTrue(refusal.length() < 200 && refusal.indexOf('\u001b') < 0, refusal);
    }
}
