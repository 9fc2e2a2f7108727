package io.weir.fix.settings;

import java.nio.file.Path;

/**
 * A file with keys or certificates.
 *
 * @param path the file, which may change while it is in use
 * @param password what opens it; empty where there is none
 * @param type KeyStoreType or TrustStoreType: JKS, PKCS12 or PEM; empty goes by what is in it
 */
public record StoreFile(Path path, Secret password, String type) {}
