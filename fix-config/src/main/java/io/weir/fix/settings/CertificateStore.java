package io.weir.fix.settings;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.UnrecoverableKeyException;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a store holds at one moment: certificates, and perhaps one private key. Immutable. */
public final class CertificateStore {
    /** The types of stores. */
    static final List<String> TYPES = List.of("JKS", "PKCS12", "PEM");

    private static final int MOST_BYTES = 1 << 20;
    private static final byte[] PROBE = "weir".getBytes(StandardCharsets.US_ASCII);
    private static final Pattern PEM =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]{1,40})-----([A-Za-z0-9+/=\\s]*+)-----END \\1-----");

    private final @Nullable PrivateKey key;
    private final List<X509Certificate> chain;
    private final List<X509Certificate> certificates;

    private CertificateStore(
            @Nullable PrivateKey key, List<X509Certificate> chain, List<X509Certificate> certificates) {
        this.key = key;
        this.chain = List.copyOf(chain);
        this.certificates = List.copyOf(certificates);
    }

    /** Reads a store as it is now. */
    public static CertificateStore read(StoreFile file) throws StoreException {
        return of(content(file), file);
    }

    /** The bytes of a store as it is now. */
    public static byte[] content(StoreFile file) throws StoreException {
        try {
            if (Files.size(file.path()) > MOST_BYTES) {
                throw new StoreException("a store of at most " + MOST_BYTES + " bytes", false);
            }
            return Files.readAllBytes(file.path());
        } catch (IOException unreadable) {
            throw new StoreException("a file that can be read: " + file.path(), false);
        }
    }

    /** Reads a store from its bytes. */
    public static CertificateStore of(byte[] content, StoreFile file) throws StoreException {
        String text = new String(content, StandardCharsets.ISO_8859_1);
        boolean pem = file.type().isEmpty()
                ? text.contains("-----BEGIN ")
                : file.type().equals("PEM");
        try {
            return pem ? ofPem(text) : ofKeyStore(content, file);
        } catch (GeneralSecurityException | IllegalArgumentException broken) {
            throw new StoreException(form(pem) + ", but " + broken.getMessage(), false);
        }
    }

    private static String form(boolean pem) {
        return pem ? "certificates in PEM" : "a store in JKS, PKCS12 or PEM";
    }

    private static CertificateStore ofKeyStore(byte[] content, StoreFile file)
            throws StoreException, GeneralSecurityException {
        // The JDK's JKS and PKCS12 each read both.
        KeyStore store = KeyStore.getInstance("PKCS12");
        char[] password =
                file.password().isEmpty() ? null : file.password().reveal().toCharArray();
        try {
            store.load(new ByteArrayInputStream(content), password);
        } catch (IOException unreadable) {
            if (unreadable.getCause() instanceof UnrecoverableKeyException) {
                throw new StoreException("the password of " + file.path().getFileName(), true);
            }
            throw new StoreException(form(false) + ", but " + unreadable.getMessage(), false);
        }
        PrivateKey key = null;
        List<X509Certificate> chain = new ArrayList<>();
        List<X509Certificate> certificates = new ArrayList<>();
        for (String alias : Collections.list(store.aliases())) {
            if (store.getCertificate(alias) instanceof X509Certificate certificate) {
                certificates.add(certificate);
            }
            if (store.isKeyEntry(alias) && keyOf(store, alias, password) instanceof PrivateKey one) {
                requireOne(key);
                key = one;
                for (Certificate each : store.getCertificateChain(alias)) {
                    chain.add((X509Certificate) each);
                }
            }
        }
        return new CertificateStore(key, chain, certificates);
    }

    private static @Nullable Key keyOf(KeyStore store, String alias, char @Nullable [] password)
            throws StoreException, GeneralSecurityException {
        try {
            return store.getKey(alias, password);
        } catch (UnrecoverableKeyException wrong) {
            throw new StoreException("a password that opens the key " + alias + ", too", true);
        }
    }

    private static void requireOne(@Nullable PrivateKey key) throws StoreException {
        if (key != null) {
            throw new StoreException("a store with one private key, but there are several", false);
        }
    }

    private static CertificateStore ofPem(String text) throws StoreException, GeneralSecurityException {
        CertificateFactory factory = CertificateFactory.getInstance("X.509");
        PrivateKey key = null;
        List<X509Certificate> certificates = new ArrayList<>();
        Matcher blocks = PEM.matcher(text);
        while (blocks.find()) {
            byte[] der = Base64.getMimeDecoder().decode(blocks.group(2));
            switch (blocks.group(1)) {
                case "CERTIFICATE" ->
                    certificates.add((X509Certificate) factory.generateCertificate(new ByteArrayInputStream(der)));
                case "PRIVATE KEY" -> {
                    requireOne(key);
                    key = pemKey(der);
                }
                default ->
                    throw new StoreException(
                            "CERTIFICATE and PRIVATE KEY (PKCS#8, not encrypted) in PEM, but there is "
                                    + blocks.group(1),
                            false);
            }
        }
        return new CertificateStore(key, key == null ? List.of() : certificates, certificates);
    }

    private static PrivateKey pemKey(byte[] der) throws GeneralSecurityException {
        PKCS8EncodedKeySpec encoded = new PKCS8EncodedKeySpec(der);
        try {
            return KeyFactory.getInstance("RSA").generatePrivate(encoded);
        } catch (InvalidKeySpecException another) {
            return KeyFactory.getInstance("EC").generatePrivate(encoded);
        }
    }

    /** The private key, which belongs to the first certificate of the chain. */
    public PrivateKey key() throws StoreException {
        if (key == null) {
            throw new StoreException("a store with a private key and its certificate", false);
        }
        if (chain.isEmpty() || !belong(key, chain.get(0).getPublicKey())) {
            throw new StoreException("a private key with its own certificate first", false);
        }
        return key;
    }

    private static boolean belong(PrivateKey ours, PublicKey theirs) {
        String algorithm = ours.getAlgorithm().equals("EC") ? "SHA256withECDSA" : "SHA256with" + ours.getAlgorithm();
        try {
            Signature signing = Signature.getInstance(algorithm);
            signing.initSign(ours);
            signing.update(PROBE);
            byte[] signature = signing.sign();
            Signature checking = Signature.getInstance(algorithm);
            checking.initVerify(theirs);
            checking.update(PROBE);
            return checking.verify(signature);
        } catch (GeneralSecurityException strangers) {
            return false;
        }
    }

    /** The certificate of the key, then those of its issuers; empty where there is no key. */
    public List<X509Certificate> chain() {
        return chain;
    }

    /** Refuses a certificate of our key that is not valid at a time. */
    public void requireValid(Instant now) throws StoreException {
        for (X509Certificate certificate : chain.subList(0, Math.min(1, chain.size()))) {
            if (certificate.getNotBefore().toInstant().isAfter(now)) {
                throw new StoreException(
                        "a certificate that is valid, but it begins at "
                                + certificate.getNotBefore().toInstant(),
                        false);
            }
            if (certificate.getNotAfter().toInstant().isBefore(now)) {
                throw new StoreException(
                        "a certificate that is valid, but it has expired at "
                                + certificate.getNotAfter().toInstant(),
                        false);
            }
        }
    }

    /** The certificates that a chain may end in. */
    public List<X509Certificate> anchors() throws StoreException {
        if (certificates.isEmpty()) {
            throw new StoreException("a store with a certificate", false);
        }
        return certificates;
    }
}
