package io.weir.conformance.simulation;

import io.weir.fix.settings.GatewaySettings;
import java.util.Map;

/** The configurations of a world's gateway, by what the journal says of them, and the one that its files hold now. */
final class Configurations {
    /** The one that every world begins with, and the one with narrower limits. */
    static final String WIDE = "wide";

    static final String NARROW = "narrow";

    private final Map<String, GatewaySettings> all;
    private String files = WIDE;

    Configurations(Map<String, GatewaySettings> all) {
        this.all = all;
    }

    /** What the files hold. */
    String files() {
        return files;
    }

    GatewaySettings now() {
        return of(files);
    }

    GatewaySettings of(String content) {
        GatewaySettings settings = all.get(content);
        if (settings == null) {
            throw new IllegalArgumentException("no configuration " + content);
        }
        return settings;
    }

    /** The largest order that a configuration lets pass. */
    static long maxOrderQty(String content) {
        return content.equals(NARROW) ? 400 : 10_000;
    }

    /** Somebody writes the other one. */
    void change() {
        files = files.equals(WIDE) ? NARROW : WIDE;
    }

    /** The files hold again what the journal has. */
    void back(String content) {
        files = content;
    }
}
