package io.weir.sessions.passwords;

import io.weir.fix.settings.Secret;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;

/**
 * What a Logon says of who sends it.
 *
 * @param address where it comes from
 * @param session the session that it names, for people
 * @param file the passwords that count
 * @param users who may log on to the session
 * @param user Username (553)
 * @param password Password (554)
 * @param newPassword NewPassword (925), or empty
 */
public record LogonClaim(
        InetAddress address,
        String session,
        Path file,
        List<String> users,
        String user,
        Secret password,
        Secret newPassword) {}
