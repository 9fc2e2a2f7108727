package io.weir.fix.dictionary;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What dictionary files say, before it is compiled: later files add to earlier ones. */
final class DictionarySource {
    /** What a member of a message, component or group is. */
    enum Kind {
        FIELD,
        GROUP,
        COMPONENT
    }

    /**
     * A member of a message, component or group.
     *
     * @param members the members of a group, else empty
     */
    record Member(Kind kind, String name, boolean required, List<Member> members, String file, int line) {}

    /** A field. */
    record Field(int tag, String name, FieldType type, List<String> values) {}

    /** A message. */
    record Message(String msgType, String name, List<Member> members) {}

    final Map<String, Field> fields = new LinkedHashMap<>();
    final Map<String, List<Member>> components = new LinkedHashMap<>();
    final Map<String, Message> messages = new LinkedHashMap<>();
    final List<Member> header = new ArrayList<>();
    final List<Member> trailer = new ArrayList<>();

    /** Adds members, each in place of one of the same name. */
    static void merge(List<Member> into, List<Member> members) {
        for (Member member : members) {
            int at = 0;
            while (at < into.size() && !into.get(at).name().equals(member.name())) {
                at++;
            }
            if (at < into.size()) {
                into.set(at, member);
            } else {
                into.add(member);
            }
        }
    }

    void addMessage(String msgType, String name, List<Member> members) {
        Message known = messages.computeIfAbsent(msgType, type -> new Message(type, name, new ArrayList<>()));
        merge(known.members(), members);
    }

    void addComponent(String name, List<Member> members) {
        merge(components.computeIfAbsent(name, each -> new ArrayList<>()), members);
    }
}
