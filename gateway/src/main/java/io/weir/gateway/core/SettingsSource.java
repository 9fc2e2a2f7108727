package io.weir.gateway.core;

import io.weir.fix.settings.GatewaySettings;

/** Reads the settings that a Reference event carries by content. */
public interface SettingsSource {
    /**
     * The settings of a content that was accepted when it was journalled.
     *
     * @throws IllegalStateException if it is no longer accepted
     */
    GatewaySettings read(String content);
}
