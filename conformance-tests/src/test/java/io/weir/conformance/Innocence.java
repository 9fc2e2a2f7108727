package io.weir.conformance;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaCodeUnitAccess;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What a class must not touch if the same events are to give the same bytes on every run, machine and JDK.
 *
 * <p>Beside the obvious (clocks, threads, sockets, loggers, random) it refuses what hides one: {@code Map.of} iterates in an
 * order salted per process, a {@code HashMap} of enums in the order of their addresses, {@code String.format} in the
 * digits of the machine's locale, and {@link Math#log} may differ in the last bit between JDKs where {@link StrictMath}
 * may not.
 */
final class Innocence extends ArchCondition<JavaClass> {
    private static final List<String> WORLD = List.of(
            "java.lang.Thread",
            "java.lang.ThreadLocal",
            "java.lang.InheritableThreadLocal",
            "java.lang.Process",
            "java.lang.ProcessBuilder",
            "java.lang.ProcessHandle",
            "java.lang.Runtime",
            "java.lang.System$Logger",
            "java.time.Clock",
            "java.time.InstantSource",
            "java.util.Calendar",
            "java.util.GregorianCalendar",
            "java.util.Random",
            "java.util.SplittableRandom",
            "java.util.Timer",
            "java.security.SecureRandom");

    private static final List<String> WORLD_PACKAGES = List.of(
            "java.util.concurrent.",
            "java.util.logging.",
            "java.util.random.",
            "java.nio.channels.",
            "org.slf4j.",
            "ch.qos.logback.",
            "io.netty.");

    private static final List<String> FILE_PACKAGES = List.of("java.io.", "java.nio.file.", "java.net.");

    private static final Set<String> INEXACT = Set.of(
            "sin", "cos", "tan", "asin", "acos", "atan", "atan2", "sinh", "cosh", "tanh", "exp", "expm1", "log",
            "log10", "log1p", "pow", "cbrt", "hypot", "random");

    private static final Set<String> UNORDERED =
            Set.of("java.util.HashMap", "java.util.HashSet", "java.util.IdentityHashMap", "java.util.WeakHashMap");

    private final boolean mayReadFiles;

    private Innocence(String description, boolean mayReadFiles) {
        super(description);
        this.mayReadFiles = mayReadFiles;
    }

    /** For the rooms that decide: nothing of the world at all. */
    static Innocence ofADecision() {
        return new Innocence("know no clock, thread, socket, logger, file, random or unordered map", false);
    }

    /** For the rooms that load configuration at start: files, yes; a clock or a random order, no. */
    static Innocence ofALoader() {
        return new Innocence("know no clock, thread, logger, random or randomly ordered map", true);
    }

    @Override
    public void check(JavaClass suspect, ConditionEvents events) {
        for (Dependency dependency : suspect.getDirectDependenciesFromSelf()) {
            if (isOfTheWorld(dependency.getTargetClass().getBaseComponentType().getFullName())) {
                events.add(SimpleConditionEvent.violated(suspect, dependency.getDescription()));
            }
        }
        for (JavaCodeUnitAccess<?> access : accessesOf(suspect)) {
            if (isTold(access)) {
                events.add(SimpleConditionEvent.violated(suspect, access.getDescription()));
            }
        }
    }

    private static List<JavaCodeUnitAccess<?>> accessesOf(JavaClass suspect) {
        List<JavaCodeUnitAccess<?>> accesses = new ArrayList<>();
        for (JavaCodeUnit unit : suspect.getCodeUnits()) {
            accesses.addAll(unit.getMethodCallsFromSelf());
            accesses.addAll(unit.getMethodReferencesFromSelf());
            accesses.addAll(unit.getConstructorCallsFromSelf());
            accesses.addAll(unit.getConstructorReferencesFromSelf());
        }
        return accesses;
    }

    private boolean isOfTheWorld(String type) {
        return WORLD.contains(type)
                || WORLD_PACKAGES.stream().anyMatch(type::startsWith)
                || (!mayReadFiles
                        && !type.equals("java.io.Serializable")
                        && FILE_PACKAGES.stream().anyMatch(type::startsWith));
    }

    private boolean isTold(JavaCodeUnitAccess<?> access) {
        String owner = access.getTargetOwner().getFullName();
        String name = access.getName();
        int arguments = access.getTarget().getRawParameterTypes().size();
        return switch (owner) {
            case "java.lang.System" -> isTimeOrIdentity(name) || (!mayReadFiles && !name.equals("arraycopy"));
            case "java.lang.Math" -> INEXACT.contains(name);
            case "java.lang.Object" -> name.equals("hashCode");
            case "java.lang.String" -> isLocal(access);
            case "java.util.Date" -> name.equals("<init>") && arguments == 0;
            case "java.util.UUID" -> name.equals("randomUUID");
            case "java.util.Map", "java.util.Set" -> isSalted(name, arguments);
            case "java.util.stream.Collectors" -> isUnorderedCollector(name, arguments);
            case "java.util.Locale", "java.util.TimeZone" -> name.equals("getDefault");
            case "java.time.ZoneId" -> name.equals("systemDefault");
            default ->
                isNowOrParallel(owner, name) || (!mayReadFiles && name.equals("<init>") && UNORDERED.contains(owner));
        };
    }

    private static boolean isTimeOrIdentity(String name) {
        return name.equals("nanoTime") || name.equals("currentTimeMillis") || name.equals("identityHashCode");
    }

    private static boolean isNowOrParallel(String owner, String name) {
        return (owner.startsWith("java.time.") && name.equals("now"))
                || (owner.startsWith("java.util.") && (name.equals("parallel") || name.equals("parallelStream")));
    }

    /** Upper, lower and format ask the machine's locale unless told one. */
    private static boolean isLocal(JavaCodeUnitAccess<?> access) {
        List<JavaClass> parameters = access.getTarget().getRawParameterTypes();
        return switch (access.getName()) {
            case "toUpperCase", "toLowerCase" -> parameters.isEmpty();
            case "formatted" -> true;
            case "format" -> !parameters.get(0).isEquivalentTo(java.util.Locale.class);
            default -> false;
        };
    }

    /** Those of at most one entry have one order only. */
    private static boolean isSalted(String name, int arguments) {
        boolean pairs = name.equals("of") && arguments > 1;
        return pairs || name.equals("copyOf") || name.equals("ofEntries");
    }

    private static boolean isUnorderedCollector(String name, int arguments) {
        return switch (name) {
            case "toSet", "toUnmodifiableSet", "toUnmodifiableMap", "toConcurrentMap", "groupingByConcurrent" -> true;
            case "toMap" -> arguments < 4;
            case "groupingBy" -> arguments < 3;
            default -> false;
        };
    }
}
