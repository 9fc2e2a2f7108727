package io.weir.fix.dictionary;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * FIX 4.4 as flat tables: the type and values of each tag, the members of each message. Immutable.
 *
 * <p>It is compiled from QuickFIX/J's FIX44.xml, our own overlay (of later FIX versions: strategy parameters on orders, NewPassword in a Logon)
 * and the files that a user adds.
 */
public final class Dictionary {
    private static final String STANDARD = "/FIX44.xml";
    private static final String OVERLAY = "/io/weir/fix/dictionary/overlay.xml";

    /** The traits of a tag: the check of its value in the low bits, and these. */
    static final int CHECK = 0xff;

    static final int KNOWN = 0x100;
    static final int ENUMERATED = 0x200;
    static final int IN_HEADER = 0x400;
    static final int IN_TRAILER = 0x800;

    private final @Nullable FieldType[] types;
    /** By tag: what {@link ValueFormat#matches} checks, and where the tag belongs; 0 for a tag that nobody knows. */
    private final short[] traits;

    private final @Nullable String[] names;
    private final @Nullable ValueSet[] values;
    private final MessageDefinition header;
    private final MessageDefinition trailer;
    /** Sorted by packed MsgType; beside {@link #packed}. */
    private final MessageDefinition[] messages;

    private final int[] packed;
    private final @Nullable MessageDefinition[] single = new @Nullable MessageDefinition[128];

    Dictionary(
            List<DictionarySource.Field> fields,
            int tags,
            MessageDefinition header,
            MessageDefinition trailer,
            List<MessageDefinition> messages) {
        types = new @Nullable FieldType[tags];
        traits = new short[tags];
        names = new @Nullable String[tags];
        values = new @Nullable ValueSet[tags];
        for (DictionarySource.Field field : fields) {
            types[field.tag()] = field.type();
            names[field.tag()] = field.name();
            int section = header.has(field.tag()) ? IN_HEADER : trailer.has(field.tag()) ? IN_TRAILER : 0;
            int enumerated = field.values().isEmpty() ? 0 : ENUMERATED;
            traits[field.tag()] = (short) (KNOWN | section | enumerated | ValueFormat.of(field.type()));
            values[field.tag()] = field.values().isEmpty()
                    ? null
                    : new ValueSet(field.values(), field.type() == FieldType.MULTIPLEVALUESTRING);
        }
        this.header = header;
        this.trailer = trailer;
        this.messages = messages.toArray(new MessageDefinition[0]);
        Arrays.sort(this.messages, (a, b) -> Integer.compare(pack(a.msgType()), pack(b.msgType())));
        packed = Arrays.stream(this.messages)
                .mapToInt(message -> pack(message.msgType()))
                .toArray();
        for (MessageDefinition message : messages) {
            int type = pack(message.msgType());
            if (type > 0 && type < single.length) {
                single[type] = message;
            }
        }
    }

    /** FIX 4.4 with our overlay. */
    public static Dictionary load() {
        try {
            return load(List.of());
        } catch (DictionaryException broken) {
            throw new IllegalStateException(broken.file() + ":" + broken.line() + ": " + broken.getMessage(), broken);
        }
    }

    /**
     * FIX 4.4 with our overlay and these files, each of which adds to those before it.
     *
     * @throws DictionaryException if a file cannot be read, or names what nobody defines
     */
    public static Dictionary load(List<Path> overlays) throws DictionaryException {
        DictionarySource source = new DictionarySource();
        resource(STANDARD, source);
        resource(OVERLAY, source);
        for (Path overlay : overlays) {
            try (InputStream stream = Files.newInputStream(overlay)) {
                DictionaryReader.read(overlay.toString(), stream, source);
            } catch (IOException unreadable) {
                throw new DictionaryException(overlay.toString(), 0, "cannot be read");
            }
        }
        return new DictionaryCompiler(source).compile();
    }

    private static void resource(String name, DictionarySource source) throws DictionaryException {
        try (InputStream stream = Dictionary.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new DictionaryException(name, 0, "is not on the class path");
            }
            DictionaryReader.read(name, stream, source);
        } catch (IOException unreadable) {
            throw new DictionaryException(name, 0, "cannot be read");
        }
    }

    static int pack(String msgType) {
        int value = 0;
        for (int i = 0; i < msgType.length(); i++) {
            value = (value << 8) | (msgType.charAt(i) & 0xff);
        }
        return value;
    }

    /** The tags that the tables have room for: every known tag is below. */
    int tags() {
        return types.length;
    }

    /** Whether a tag is known. */
    public boolean has(int tag) {
        return type(tag) != null;
    }

    /** The type of a tag, or null where the tag is not known. */
    public @Nullable FieldType type(int tag) {
        return tag >= 0 && tag < types.length ? types[tag] : null;
    }

    /** The name of a tag, or null where the tag is not known. */
    public @Nullable String name(int tag) {
        return tag >= 0 && tag < names.length ? names[tag] : null;
    }

    /** The values that a tag may have, in the order of the dictionary; empty where it may have any. */
    public List<String> values(int tag) {
        ValueSet set = valueSet(tag);
        return set == null ? List.of() : set.values();
    }

    /** What the validator asks of a tag, in one look. */
    int traits(int tag) {
        return tag < traits.length ? traits[tag] : 0;
    }

    @Nullable
    ValueSet valueSet(int tag) {
        return tag >= 0 && tag < values.length ? values[tag] : null;
    }

    /** The fields of every message's header. */
    public MessageDefinition header() {
        return header;
    }

    /** The fields of every message's trailer. */
    public MessageDefinition trailer() {
        return trailer;
    }

    /** The message of a MsgType, packed as {@link io.weir.fix.codec.FixMessage#msgType()} does; null where there is none. */
    public @Nullable MessageDefinition message(int msgType) {
        if (msgType >= 0 && msgType < single.length) {
            return single[msgType];
        }
        int at = Arrays.binarySearch(packed, msgType);
        return at < 0 ? null : messages[at];
    }

    /** Every message, ordered by MsgType. */
    public List<MessageDefinition> messages() {
        return List.of(messages);
    }
}
