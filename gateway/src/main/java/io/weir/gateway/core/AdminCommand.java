package io.weir.gateway.core;

import io.weir.fix.codec.Ascii;
import java.util.List;

/**
 * A person's command as the journal has it.
 *
 * @param actor who gave it: the name behind the admin socket's peer credentials
 * @param reason why
 * @param name what is to be done
 * @param arguments to what
 */
public record AdminCommand(String actor, String reason, String name, List<String> arguments) {
    private static final char SEPARATOR = '\u0001';

    /** Copies the arguments, and takes out what would break the record apart. */
    public AdminCommand {
        actor = clean(actor);
        reason = clean(reason);
        name = clean(name);
        arguments = arguments.stream().map(AdminCommand::clean).toList();
    }

    private static String clean(String text) {
        return text.replace(SEPARATOR, ' ');
    }

    /** The bytes of the record. */
    public byte[] encode() {
        StringBuilder text = new StringBuilder()
                .append(actor)
                .append(SEPARATOR)
                .append(reason)
                .append(SEPARATOR)
                .append(name);
        for (String argument : arguments) {
            text.append(SEPARATOR).append(argument);
        }
        return Ascii.bytes(text.toString());
    }

    /** Reads a record back. */
    public static AdminCommand decode(byte[] bytes, int start, int end) {
        List<String> parts = List.of(Ascii.text(bytes, start, end).split(String.valueOf(SEPARATOR), -1));
        if (parts.size() < 3) {
            throw new IllegalArgumentException("no admin command: " + Ascii.readable(bytes, start, end));
        }
        return new AdminCommand(parts.get(0), parts.get(1), parts.get(2), parts.subList(3, parts.size()));
    }
}
