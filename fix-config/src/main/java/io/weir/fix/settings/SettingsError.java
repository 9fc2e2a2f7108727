package io.weir.fix.settings;

/**
 * One thing wrong in a configuration.
 *
 * @param file the file as the user named it
 * @param line its line, from 1; 0 where the whole file is meant, less where a person set the key at run time
 * @param key the key, with its path in the file
 * @param value what is there; empty where nothing is
 * @param expected what should be there
 */
public record SettingsError(String file, int line, String key, String value, String expected) {
    /** One line for a person. */
    @Override
    public String toString() {
        String where = line < 0 ? "" : line > 0 ? file + ":" + line + ": " : file + ": ";
        String what = key.isEmpty() ? "" : key + (value.isEmpty() ? "" : " = " + value) + ": ";
        return where + what + "expected " + expected;
    }
}
