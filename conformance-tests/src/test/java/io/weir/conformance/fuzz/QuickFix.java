package io.weir.conformance.fuzz;

import io.weir.fix.codec.Ascii;
import io.weir.fix.dictionary.ValidationSettings;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import quickfix.ConfigError;
import quickfix.DataDictionary;
import quickfix.Field;
import quickfix.FieldException;
import quickfix.FieldMap;
import quickfix.FieldNotFound;
import quickfix.Group;
import quickfix.IncorrectDataFormat;
import quickfix.IncorrectTagValue;
import quickfix.InvalidMessage;
import quickfix.Message;

/** What QuickFIX/J makes of a message. */
final class QuickFix {
    private static final DataDictionary STANDARD = standard();

    private final Map<ValidationSettings, DataDictionary> dictionaries = new HashMap<>();

    private static DataDictionary standard() {
        try {
            return new DataDictionary("FIX44.xml");
        } catch (ConfigError broken) {
            throw new IllegalStateException(broken);
        }
    }

    private static DataDictionary of(ValidationSettings settings) {
        DataDictionary dictionary = new DataDictionary(STANDARD);
        dictionary.setCheckFieldsOutOfOrder(settings.validateFieldsOutOfOrder());
        dictionary.setCheckUnorderedGroupFields(settings.validateUnorderedGroupFields());
        dictionary.setCheckFieldsHaveValues(settings.validateFieldsHaveValues());
        dictionary.setCheckUserDefinedFields(settings.validateUserDefinedFields());
        dictionary.setAllowUnknownMessageFields(settings.allowUnknownMsgFields());
        return dictionary;
    }

    Reading read(byte[] bytes, ValidationSettings settings) {
        DataDictionary dictionary = dictionaries.computeIfAbsent(settings, QuickFix::of);
        Message message = new Message();
        try {
            message.fromString(Ascii.text(bytes, 0, bytes.length), dictionary, true);
            dictionary.validate(message);
            return Reading.accepted(fields(message));
        } catch (FieldException wrong) {
            return Reading.refused(wrong.getSessionRejectReason(), wrong.getField());
        } catch (IncorrectTagValue wrong) {
            return Reading.refused(5, wrong.getField());
        } catch (IncorrectDataFormat wrong) {
            return Reading.refused(6, wrong.getField());
        } catch (InvalidMessage | FieldNotFound wrong) {
            return Reading.garbled(String.valueOf(wrong.getMessage()));
        } catch (RuntimeException wrong) {
            // Its class for a BeginString that comes a second time cannot be named from here.
            if (String.valueOf(wrong.getMessage()).startsWith("Message version '")) {
                return Reading.garbled(wrong.getMessage());
            }
            throw wrong;
        }
    }

    private static List<String> fields(Message message) {
        List<String> fields = new ArrayList<>();
        collect(message.getHeader(), fields);
        collect(message, fields);
        collect(message.getTrailer(), fields);
        Collections.sort(fields);
        return fields;
    }

    private static void collect(FieldMap map, List<String> into) {
        for (Iterator<Field<?>> each = map.iterator(); each.hasNext(); ) {
            Field<?> field = each.next();
            into.add(field.getTag() + "=" + field.getObject());
        }
        for (Iterator<Integer> each = map.groupKeyIterator(); each.hasNext(); ) {
            for (Group group : map.getGroups(each.next())) {
                collect(group, into);
            }
        }
    }
}
