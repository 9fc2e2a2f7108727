package io.weir.fix.dictionary;

import io.weir.fix.dictionary.DictionarySource.Field;
import io.weir.fix.dictionary.DictionarySource.Kind;
import io.weir.fix.dictionary.DictionarySource.Member;
import io.weir.fix.dictionary.DictionarySource.Message;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Compiles what the dictionary files say: names become tags, components become their members. */
final class DictionaryCompiler {
    private static final int DEEPEST = 16;
    static final int LARGEST_GROUP = 512;
    private static final int SMALLEST_TABLE = 1024;

    private final DictionarySource source;
    private final int tags;

    DictionaryCompiler(DictionarySource source) {
        this.source = source;
        int largest = SMALLEST_TABLE - 1;
        for (Field field : source.fields.values()) {
            largest = Math.max(largest, field.tag());
        }
        tags = largest + 1;
    }

    Dictionary compile() throws DictionaryException {
        List<MessageDefinition> messages = new ArrayList<>();
        for (Message message : source.messages.values()) {
            messages.add(define(message.msgType(), message.name(), message.members()));
        }
        return new Dictionary(
                List.copyOf(source.fields.values()),
                tags,
                define("", "Header", source.header),
                define("", "Trailer", source.trailer),
                messages);
    }

    private MessageDefinition define(String msgType, String name, List<Member> members) throws DictionaryException {
        Map<Integer, Flat> flat = new LinkedHashMap<>();
        flatten(members, true, 0, flat);
        List<Integer> fields = new ArrayList<>(flat.keySet());
        List<GroupDefinition> groups = new ArrayList<>();
        List<Integer> required = new ArrayList<>();
        for (Flat each : flat.values()) {
            GroupDefinition group = each.group();
            if (group != null) {
                groups.add(group);
            }
            if (each.required()) {
                required.add(each.tag());
            }
        }
        return new MessageDefinition(msgType, name, tags, fields, groups, required);
    }

    /** A member without components around it. */
    private record Flat(int tag, boolean required, @Nullable GroupDefinition group) {}

    /** What an optional component requires is not required of the message. */
    private void flatten(List<Member> members, boolean required, int depth, Map<Integer, Flat> into)
            throws DictionaryException {
        for (Member member : members) {
            if (depth > DEEPEST) {
                throw new DictionaryException(
                        member.file(), member.line(), member.name() + " is nested too deeply, or in itself");
            }
            boolean needed = required && member.required();
            if (member.kind() == Kind.COMPONENT) {
                List<Member> inside = source.components.get(member.name());
                if (inside == null) {
                    throw new DictionaryException(
                            member.file(), member.line(), "component " + member.name() + " is not defined");
                }
                flatten(inside, needed, depth + 1, into);
                continue;
            }
            Field field = source.fields.get(member.name());
            if (field == null) {
                throw new DictionaryException(
                        member.file(), member.line(), "field " + member.name() + " is not defined");
            }
            GroupDefinition group = member.kind() == Kind.GROUP ? group(field.tag(), member, depth) : null;
            into.putIfAbsent(field.tag(), new Flat(field.tag(), needed, group));
        }
    }

    private GroupDefinition group(int countTag, Member group, int depth) throws DictionaryException {
        Map<Integer, Flat> flat = new LinkedHashMap<>();
        flatten(group.members(), true, depth + 1, flat);
        if (flat.isEmpty() || flat.size() > LARGEST_GROUP) {
            throw new DictionaryException(
                    group.file(),
                    group.line(),
                    "group " + group.name() + " has " + flat.size() + " members, expected 1 to " + LARGEST_GROUP);
        }
        List<Integer> members = new ArrayList<>();
        List<@Nullable GroupDefinition> nested = new ArrayList<>();
        List<Integer> required = new ArrayList<>();
        for (Flat each : flat.values()) {
            if (each.required()) {
                required.add(members.size());
            }
            members.add(each.tag());
            nested.add(each.group());
        }
        return new GroupDefinition(countTag, members, nested, required);
    }
}
