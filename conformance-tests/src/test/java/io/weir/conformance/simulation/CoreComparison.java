package io.weir.conformance.simulation;

import io.weir.fix.settings.GatewaySettings;
import io.weir.fix.settings.SessionSection;
import io.weir.fix.state.StateWriter;
import io.weir.gateway.core.GatewayCore;
import io.weir.sessions.protocol.Timers;
import io.weir.sessions.sequencer.Outlet;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Compares two cores field by field, through everything that they reach.
 *
 * <p>It knows nothing of what a class says of its own state: a field that somebody adds and forgets in its class's {@code state}
 * method is found by its name as soon as its value differs. What is no state has to be named here, with the reason.
 */
public final class CoreComparison {
    private static final String SCRATCH = "of the message or call at hand: nothing of it outlives an event";
    private static final String POOL = "objects to be used again";

    /** Classes whose objects are no state, with the reason. */
    private static final Map<String, String> NO_STATE_CLASSES = Map.of(
            "FixWriter", SCRATCH,
            "FixMessage", SCRATCH,
            "OrderIntent", SCRATCH,
            "ChildEvent", SCRATCH,
            "OrderFields", SCRATCH,
            "MassScope", SCRATCH,
            "BrokerMarketData", SCRATCH,
            "MessageChecks", SCRATCH,
            "MessageValidator", "a compiled dictionary with buffers",
            "SessionHeader", "encoded settings, and a text of the time for the next message at the same time");

    /** Fields that are no state, with the reason. */
    private static final Map<String, String> NO_STATE = new HashMap<>(Map.of(
            "FixSession.openType", SCRATCH,
            "FixSession.leaving", SCRATCH,
            "InboundFlow.readable", SCRATCH,
            "Children.verdict", SCRATCH,
            "Children.id", SCRATCH,
            "OrderGate.line", SCRATCH,
            "OrderGate.last", SCRATCH,
            "AlgoDesk.verdict", SCRATCH,
            "ClientReports.id", SCRATCH,
            "Executions.sum", SCRATCH));

    static {
        NO_STATE.putAll(Map.of(
                "Parents.oldClOrdId", SCRATCH,
                "Market.telling", SCRATCH,
                "OrderTable.freeParents", POOL,
                "OrderTable.freeChildren", POOL,
                "ClientReports.today", SCRATCH,
                "MassReports.id", SCRATCH,
                "SessionRoster.sections",
                        "the texts of the settings, which are compared; of a session that is gone in another form"));
    }

    /** Arrays of which only the first entries count: the field with their number, and the entries of each. */
    private record Prefix(String size, int entries) {}

    private static final Map<String, Prefix> PREFIXES = Map.of(
            "InboundGap.numbers", new Prefix("size", 1),
            "InboundGap.messages", new Prefix("size", 1),
            "ChildOrder.fills", new Prefix("fillCount", 5),
            "ChildOrder.ids", new Prefix("idCount", 1),
            "ByteText.bytes", new Prefix("length", 1),
            "Timers.deadlines", new Prefix("size", 1),
            "Timers.numbers", new Prefix("size", 1),
            "Timers.arguments", new Prefix("size", 1));

    /** Fields that say how much of something there is, or by which number it is found: they cannot change alone. */
    private static final Set<String> STRUCTURE = Set.of(
            "InboundGap.size",
            "InboundGap.bytes",
            "ResendAnswers.owed",
            "Timers.size",
            "ByteText.length",
            "ChildOrder.fillCount",
            "ChildOrder.idCount",
            "ParentOrder.number",
            "OrderTable.openCount",
            "NumberTable.size",
            "ClOrdIds.end",
            "GatewayCore.reference",
            "Reservations.mask");

    private static final Set<Class<?>> VALUES = Set.of(
            String.class,
            Long.class,
            Integer.class,
            Boolean.class,
            Double.class,
            Byte.class,
            Character.class,
            LocalDate.class,
            LocalTime.class,
            BitSet.class);

    private static final Map<Class<?>, List<Field>> FIELDS = new HashMap<>();

    private record Pair(String path, Object one, Object other) {}

    private final GatewayCore core;
    private final GatewayCore second;
    private final List<String> differences = new ArrayList<>();
    private final IdentityHashMap<Object, Object> partners = new IdentityHashMap<>();
    private final Deque<Pair> waiting = new ArrayDeque<>();

    private CoreComparison(GatewayCore core, GatewayCore second) {
        this.core = core;
        this.second = second;
    }

    /** What differs between two cores, a line each: the way from the core to the field, and both values. */
    public static List<String> differences(GatewayCore one, GatewayCore other) {
        CoreComparison comparison = new CoreComparison(one, other);
        comparison.compare("core", one, other);
        while (!comparison.waiting.isEmpty() && comparison.differences.size() < 20) {
            Pair next = comparison.waiting.poll();
            comparison.inside(next.path, next.one, next.other);
        }
        return comparison.differences;
    }

    /**
     * Changes one field after the other of each kind of object in a core, writes the core, reads it back into another, and
     * compares: a field that is not written shows, whatever its value would have been.
     *
     * @param checked fields that were checked before; those checked now are added
     * @return a line for each forgotten field
     */
    public static List<String> forgotten(
            GatewayCore core, Function<byte[], GatewayCore> readBack, Set<String> checked) {
        CoreComparison walk = new CoreComparison(core, core);
        List<String> forgotten = new ArrayList<>();
        for (Object object : walk.reachable(core)) {
            for (Field field : fieldsOf(object.getClass())) {
                String name = field.getDeclaringClass().getSimpleName() + "." + field.getName();
                Object value = get(object, field);
                Object other = Modifier.isFinal(field.getModifiers()) ? null : another(value);
                if (other != null && !NO_STATE.containsKey(name) && !STRUCTURE.contains(name) && checked.add(name)) {
                    set(object, field, other);
                    StateWriter written = new StateWriter();
                    core.state(written);
                    byte[] bytes = Arrays.copyOf(written.buffer(), written.length());
                    GatewayCore read = readBack.apply(bytes);
                    List<String> differences = differences(core, read);
                    set(object, field, value);
                    if (!differences.isEmpty()) {
                        forgotten.add(name + ": " + differences.get(0));
                    }
                }
            }
        }
        return forgotten;
    }

    private static Object another(Object value) {
        if (value instanceof Long number) {
            return number + 1;
        } else if (value instanceof Integer number) {
            return number + 1;
        } else if (value instanceof Boolean truth) {
            return !truth;
        } else if (value instanceof String text) {
            return text + "x";
        } else if (value instanceof LocalDate date) {
            return date.plusDays(1);
        } else if (value instanceof Enum<?> word) {
            Object[] all = word.getDeclaringClass().getEnumConstants();
            return all[0] == word ? all[all.length - 1] : all[0];
        }
        return null;
    }

    /** Every object of ours that a core reaches and that has state. */
    private List<Object> reachable(GatewayCore from) {
        List<Object> found = new ArrayList<>();
        Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<Object> next = new ArrayDeque<>(List.of(from));
        while (!next.isEmpty()) {
            Object object = next.poll();
            Class<?> type = object.getClass();
            boolean ours = type.getPackageName().startsWith("io.weir") && !type.isArray();
            if (isNoState(type) || isValue(object) || !seen.add(object)) {
                continue;
            }
            if (object instanceof Object[] array) {
                Arrays.stream(array).filter(Objects::nonNull).forEach(next::add);
            } else if (object instanceof Map<?, ?> map) {
                next.addAll(map.values());
            } else if (object instanceof Collection<?> list) {
                next.addAll(list);
            } else if (ours && (type.isRecord() || !isImmutable(object))) {
                found.add(object);
                for (Field field : fieldsOf(type)) {
                    Object value = field.getType().isPrimitive() ? null : get(object, field);
                    String name = field.getDeclaringClass().getSimpleName() + "." + field.getName();
                    if (value != null && !NO_STATE.containsKey(name)) {
                        next.add(value);
                    }
                }
            }
        }
        return found;
    }

    private static void set(Object object, Field field, Object value) {
        try {
            field.set(object, value);
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }

    private void differ(String path, Object one, Object other) {
        differences.add(path + " is " + one + " and was read back as " + other
                + ": name the field in its class's state method, or here with the reason why it is no state");
    }

    private void compare(String path, Object one, Object other) {
        if (one == null || other == null) {
            if (one != other) {
                differ(path, one, other);
            }
            return;
        }
        Class<?> type = one.getClass();
        if (isNoState(type)) {
            return;
        }
        if (isValue(one)) {
            if (!one.equals(other)) {
                differ(path, one, other);
            }
            return;
        }
        if (type != other.getClass() && !(one instanceof Collection) && !(one instanceof Map)) {
            differ(path, one, other);
            return;
        }
        if (one == other) {
            if (!isImmutable(one)) {
                differences.add(path + " is one object in both cores: what happens to one happens to the other");
            }
            return;
        }
        boolean empty = type.isArray() && Array.getLength(one) == 0;
        boolean identity = !isImmutable(one) && !empty && !(one instanceof Collection) && !(one instanceof Map);
        Object partner = identity ? partners.putIfAbsent(one, other) : null;
        if (partner == null) {
            waiting.add(new Pair(path, one, other));
        } else if (partner != other) {
            differences.add(path + " was one object with another field, and is two after it was read back");
        }
    }

    private static boolean isNoState(Class<?> type) {
        return type.isHidden()
                || type.isSynthetic()
                || Outlet.class.isAssignableFrom(type)
                || NO_STATE_CLASSES.containsKey(type.getSimpleName());
    }

    private static boolean isValue(Object object) {
        return VALUES.contains(object.getClass())
                || object instanceof Enum
                || object instanceof Path
                || object instanceof ZoneId
                || object instanceof Pattern;
    }

    private static boolean isImmutable(Object object) {
        Class<?> type = object.getClass();
        String room = type.getPackageName();
        return type.isRecord()
                || object instanceof GatewaySettings
                || object instanceof SessionSection
                || room.equals("io.weir.fix.settings")
                || room.equals("io.weir.fix.dictionary")
                || room.startsWith("java.")
                || (type.isArray() && Array.getLength(object) == 0);
    }

    private void inside(String path, Object one, Object other) {
        if (one.getClass().isArray()) {
            array(path, one, other, Array.getLength(one), Array.getLength(other));
        } else if (one instanceof Map<?, ?> map) {
            map(path, map, (Map<?, ?>) other);
        } else if (one instanceof Set<?> set) {
            if (!set.equals(other)) {
                differ(path, one, other);
            }
        } else if (one instanceof Collection<?> list) {
            list(path, list, (Collection<?>) other);
        } else if (!one.getClass().getPackageName().startsWith("io.weir")) {
            differences.add(path + ": this comparison has no rule for " + one.getClass());
        } else if (one.getClass().getSimpleName().equals("NumberTable")) {
            map(path, numbered(one), numbered(other));
        } else {
            fields(path, one, other);
        }
    }

    private void fields(String path, Object one, Object other) {
        for (Field field : fieldsOf(one.getClass())) {
            String name = field.getDeclaringClass().getSimpleName() + "." + field.getName();
            String at = path + "." + field.getName();
            Prefix prefix = PREFIXES.get(name);
            if (NO_STATE.containsKey(name)) {
                continue;
            }
            if (prefix != null) {
                int count = (int) get(one, prefix.size) * prefix.entries;
                array(at, get(one, field), get(other, field), count, (int) get(other, prefix.size) * prefix.entries);
            } else if (name.equals("Timers.targets")) {
                targets(at, one, other);
            } else if (name.equals("Reservations.table")) {
                compare(at, used((long[]) get(one, field)), used((long[]) get(other, field)));
            } else {
                compare(at, get(one, field), get(other, field));
            }
        }
    }

    private void array(String path, Object one, Object other, int length, int otherLength) {
        if (length != otherLength) {
            differ(path + ".length", length, otherLength);
            return;
        }
        boolean same = (one instanceof byte[] bytes && Arrays.equals(bytes, 0, length, (byte[]) other, 0, length))
                || (one instanceof long[] longs && Arrays.equals(longs, 0, length, (long[]) other, 0, length));
        for (int i = 0; i < length && !same; i++) {
            Object a = Array.get(one, i);
            Object b = Array.get(other, i);
            if (a != b || (a != null && !isValue(a))) {
                compare(path + "[" + i + "]", a, b);
            }
        }
    }

    private void map(String path, Map<?, ?> one, Map<?, ?> other) {
        if (!one.keySet().equals(other.keySet())) {
            differ(path, one.keySet(), other.keySet());
            return;
        }
        one.forEach((key, value) -> compare(path + "{" + key + "}", value, other.get(key)));
    }

    private void list(String path, Collection<?> one, Collection<?> other) {
        if (one.size() != other.size()) {
            differ(path + ".size", one.size(), other.size());
            return;
        }
        Iterator<?> others = other.iterator();
        int at = 0;
        for (Object each : one) {
            compare(path + "[" + at++ + "]", each, others.next());
        }
    }

    /** Timers wait for the same: those of an algo that has ended may wait for nobody. */
    private void targets(String path, Object one, Object other) {
        Object[] targets = (Object[]) get(one, "targets");
        Object[] others = (Object[]) get(other, "targets");
        int size = (int) get(one, "size");
        for (int i = 0; i < size && size == (int) get(other, "size"); i++) {
            Timers.Name name = core.nameOf((Timers.Target) targets[i]);
            Timers.Name otherName = second.nameOf((Timers.Target) others[i]);
            compare(path + "[" + i + "]", name, otherName);
            if (targets[i] != Timers.NOBODY && others[i] != Timers.NOBODY) {
                compare(path + "[" + i + "]", targets[i], others[i]);
            }
        }
    }

    /** The rows of a table of reservations that are in use; what a free row holds is left over. */
    private static List<String> used(long[] table) {
        List<String> rows = new ArrayList<>();
        for (int row = 0; row < table.length; row += 8) {
            if (table[row] != 0) {
                rows.add(row + ": " + Arrays.toString(Arrays.copyOfRange(table, row, row + 8)));
            }
        }
        return rows;
    }

    private static Map<Object, Object> numbered(Object table) {
        Map<Object, Object> entries = new HashMap<>();
        long[] numbers = (long[]) get(table, "numbers");
        Object[] values = (Object[]) get(table, "values");
        for (int i = 0; i < numbers.length; i++) {
            if (numbers[i] != 0) {
                entries.put(numbers[i], values[i]);
            }
        }
        return entries;
    }

    private static Object get(Object object, String field) {
        for (Field each : fieldsOf(object.getClass())) {
            if (each.getName().equals(field)) {
                return get(object, each);
            }
        }
        throw new AssertionError(object.getClass() + " has no field " + field);
    }

    private static Object get(Object object, Field field) {
        try {
            return field.get(object);
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }

    private static List<Field> fieldsOf(Class<?> type) {
        return FIELDS.computeIfAbsent(type, CoreComparison::findFields);
    }

    private static List<Field> findFields(Class<?> type) {
        List<Field> fields = new ArrayList<>();
        for (Class<?> each = type; each != null && each != Object.class; each = each.getSuperclass()) {
            for (Field field : each.getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers()) && !field.isSynthetic()) {
                    field.setAccessible(true);
                    fields.add(field);
                }
            }
        }
        return Collections.unmodifiableList(fields);
    }

    /** The names of this comparison that no class of the two cores has: they excuse nothing any more. */
    public static Set<String> unknownNames() {
        Set<String> unknown = new HashSet<>(NO_STATE.keySet());
        unknown.addAll(PREFIXES.keySet());
        unknown.addAll(STRUCTURE);
        FIELDS.values()
                .forEach(fields -> fields.forEach(
                        field -> unknown.remove(field.getDeclaringClass().getSimpleName() + "." + field.getName())));
        return unknown;
    }
}
