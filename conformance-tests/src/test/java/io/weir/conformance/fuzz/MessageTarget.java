package io.weir.conformance.fuzz;

import io.weir.fix.codec.Ascii;
import io.weir.fix.codec.FixMessage;
import io.weir.fix.codec.FixParser;
import io.weir.fix.codec.Tags;
import io.weir.fix.dictionary.MessageValidator;
import io.weir.fix.dictionary.ValidationSettings;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One framed message, read by us and by QuickFIX/J with the same dictionary and settings: the same fields with the same
 * values, and the same answer; or a difference that {@link KnownDifference} names.
 */
public final class MessageTarget {
    private static final int ROUNDS = 100;
    private static final QuickFix ORACLE = new QuickFix();
    private static final Map<ValidationSettings, MessageValidator> VALIDATORS = new HashMap<>();
    private static final FixMessage MESSAGE = new FixMessage();

    private MessageTarget() {}

    /** Jazzer's entry. */
    public static void fuzzerTestOneInput(byte[] input) {
        Choices choices = new Choices(input);
        ValidationSettings settings = settings(choices);
        String body =
                choices.once(4) ? "35=" + choices.rest().replace('|', '\u0001') + "\u0001" : MessageDraft.body(choices);
        compare(body, settings);
    }

    private static void compare(String body, ValidationSettings settings) {
        StringBuilder story = new StringBuilder();
        String mended = body;
        for (int round = 0; round < ROUNDS && mended != null; round++) {
            byte[] message = MessageDraft.framed(mended);
            Reading ours = ours(message, settings);
            Reading theirs = ORACLE.read(message, settings);
            if (ours.agrees(theirs)) {
                return;
            }
            story.append("ours   ")
                    .append(ours)
                    .append("\ntheirs ")
                    .append(theirs)
                    .append('\n');
            story.append(Ascii.readable(message, 0, message.length)).append('\n');
            mended = KnownDifference.mended(new Difference(message, settings, ours, theirs), story);
        }
        throw new AssertionError(story.append(settings).toString());
    }

    private static ValidationSettings settings(Choices choices) {
        int flags = choices.once(2) ? choices.octet() : 0b01111;
        return new ValidationSettings(
                true,
                true,
                (flags & 1) != 0,
                (flags & 2) != 0,
                (flags & 4) != 0,
                (flags & 8) != 0,
                (flags & 16) != 0,
                true,
                true);
    }

    private static Reading ours(byte[] bytes, ValidationSettings settings) {
        MessageValidator validator =
                VALIDATORS.computeIfAbsent(settings, each -> new MessageValidator(MessageDraft.DICTIONARY, each));
        FixParser.Result result = FixParser.parse(bytes, 0, bytes.length, MESSAGE);
        if (result == FixParser.Result.GARBLED || !begins()) {
            return Reading.garbled(result.name());
        }
        if (result == FixParser.Result.INVALID_TAG) {
            MessageValidator.Violation violation = validator.invalidTag(MESSAGE);
            // The session passes over what is no number at all.
            return violation.refTagId() == 0
                    ? Reading.garbled("no tag")
                    : Reading.refused(violation.sessionRejectReason(), violation.refTagId());
        }
        if (!validator.validate(MESSAGE)) {
            MessageValidator.Violation violation = validator.violation();
            return Reading.refused(violation.sessionRejectReason(), violation.refTagId());
        }
        return Reading.accepted(fields());
    }

    private static boolean begins() {
        return MESSAGE.fieldCount() >= 3
                && MESSAGE.tag(0) == Tags.BEGIN_STRING
                && MESSAGE.tag(1) == Tags.BODY_LENGTH
                && MESSAGE.tag(2) == Tags.MSG_TYPE;
    }

    private static List<String> fields() {
        List<String> fields = new ArrayList<>();
        for (int i = 0; i < MESSAGE.fieldCount(); i++) {
            fields.add(MESSAGE.tag(i) + "=" + MESSAGE.text(i));
        }
        Collections.sort(fields);
        return fields;
    }
}
