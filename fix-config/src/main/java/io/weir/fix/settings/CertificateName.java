package io.weir.fix.settings;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One thing by which a certificate is known: an entry of its SubjectAlternativeName (RFC 5280, 4.2.1.6) or its fingerprint.
 *
 * @param kind what it is
 * @param value compared whole, without wildcards; a fingerprint in small hexadecimal digits
 */
public record CertificateName(Kind kind, String value) {
    /** What such names look like, for an error message. */
    static final String EXPECTED =
            "names like dns:fix.example.com, uri:urn:fix:client1, email:fix@example.com or sha256:FINGERPRINT";

    private static final Pattern FORM = Pattern.compile("(dns|uri|email|sha256):(\\S+)");
    private static final Pattern FINGERPRINT = Pattern.compile("[0-9a-f]{64}");

    /** The kinds of names. */
    public enum Kind {
        /** A dNSName. */
        DNS,
        /** A uniformResourceIdentifier. */
        URI,
        /** An rfc822Name. */
        EMAIL,
        /** The SHA-256 of the whole certificate. */
        SHA256
    }

    /** The name of a text, or null where it is none. */
    static @Nullable CertificateName parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            return null;
        }
        Kind kind = Kind.valueOf(form.group(1).toUpperCase(Locale.ROOT));
        String value = form.group(2);
        if (kind == Kind.SHA256) {
            String digits = value.replace(":", "").toLowerCase(Locale.ROOT);
            return FINGERPRINT.matcher(digits).matches() ? new CertificateName(kind, digits) : null;
        }
        return new CertificateName(kind, value);
    }

    /** Whether a certificate's entry of the same kind is this one: a URI by its letters, the others whatever their case. */
    public boolean is(String entry) {
        return kind == Kind.URI ? value.equals(entry) : value.equalsIgnoreCase(entry);
    }

    @Override
    public String toString() {
        return kind.name().toLowerCase(Locale.ROOT) + ":" + value;
    }
}
