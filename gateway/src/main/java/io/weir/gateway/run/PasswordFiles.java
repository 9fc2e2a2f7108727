package io.weir.gateway.run;

import io.weir.fix.settings.GatewaySettings;
import io.weir.fix.settings.SessionSettings;
import io.weir.fix.settings.SettingsError;
import io.weir.fix.settings.SettingsException;
import io.weir.sessions.passwords.PasswordFile;
import io.weir.sessions.passwords.PasswordFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The password files of a configuration, which may change while the gateway runs and are no part of its settings. */
public final class PasswordFiles {
    private PasswordFiles() {}

    /**
     * Reads them.
     *
     * @return a line for each user who may log on and has no password
     * @throws SettingsException with what is wrong in them
     */
    public static List<String> check(GatewaySettings settings) throws SettingsException {
        Map<Path, PasswordFile> files = new LinkedHashMap<>();
        List<SettingsError> errors = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        for (SessionSettings session : settings.sessions()) {
            Path path = session.credentials().passwordFile();
            if (path == null) {
                continue;
            }
            PasswordFile file = files.get(path);
            if (file == null) {
                file = new PasswordFile(path);
                files.put(path, file);
                try {
                    file.refresh();
                } catch (PasswordFileException wrong) {
                    errors.add(new SettingsError(wrong.file(), wrong.line(), "", "", wrong.expected()));
                }
            }
            for (String user : session.credentials().users()) {
                if (!file.has(user)) {
                    missing.add(user + " of " + session.ids() + " has no password in " + path);
                }
            }
        }
        if (!errors.isEmpty()) {
            throw new SettingsException(errors);
        }
        return missing;
    }
}
