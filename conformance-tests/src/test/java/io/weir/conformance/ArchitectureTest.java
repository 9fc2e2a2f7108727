package io.weir.conformance;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import io.weir.conformance.offenders.Innocent;
import io.weir.conformance.offenders.Worldly;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The map of who may know whom, held against the compiled classes; each rule is also shown a class that breaks it. */
@Tag("once")
class ArchitectureTest {
    private static final String OFFENDERS = "io.weir.conformance.offenders";

    /** Rooms of the map without a class so far; elsewhere an empty room is a misspelt one. */
    private static final Set<String> NOT_WRITTEN_YET = Set.of();

    private static final JavaClasses WEIR = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            // Wherever they were compiled to: a folder of another name does not tell that they are tests.
            .withImportOption(location -> !location.contains("/conformance/offenders/"))
            .importPackages("io.weir");

    private static final JavaClasses OFFENCES = new ClassFileImporter().importPackages(OFFENDERS);

    static Stream<Arguments> moduleMap() {
        return Stream.of(
                knows("io.weir.fix"),
                knows("io.weir.fix.codec"),
                knows("io.weir.fix.state"),
                knows("io.weir.fix.order", "io.weir.fix.codec", "io.weir.fix.state"),
                knows("io.weir.fix.dictionary", "io.weir.fix.codec"),
                knows("io.weir.risk", "io.weir.fix.order", "io.weir.fix.settings", "io.weir.fix.state"),
                knows("io.weir.algo", "io.weir.fix.order", "io.weir.fix.settings", "io.weir.fix.state"),
                knows("io.weir.sessions", "io.weir.fix", "io.weir.risk"),
                knows("io.weir.gateway", "io.weir.fix", "io.weir.risk", "io.weir.algo", "io.weir.sessions"),
                knows("io.weir.paper", "io.weir.fix", "io.weir.sessions"));
    }

    /** Each library and the only rooms that import it: a guest is easier to replace when it knows one room. */
    static Stream<Arguments> guests() {
        return Stream.of(
                knows("io.netty", "io.weir.sessions.netty", "io.weir.gateway.metrics"),
                knows("org.snakeyaml", "io.weir.fix.settings"),
                knows("de.siegmar", "io.weir.fix.settings"),
                knows("picocli", "io.weir.gateway.cli", "io.weir.paper.cli", "io.weir.conformance.simulation"),
                knows("io.micrometer", "io.weir.gateway.metrics"),
                knows("net.openhft", "io.weir.gateway.archive"),
                knows("tools.jackson", "io.weir.gateway.admin", "io.weir.gateway.cli"),
                knows("quickfix", "io.weir.conformance"));
    }

    private static Arguments knows(String room, String... others) {
        return Arguments.of(room, List.of(others));
    }

    @ParameterizedTest
    @MethodSource
    void moduleMap(String room, List<String> others) {
        onlyKnows(room, others).check(WEIR);
    }

    @ParameterizedTest
    @MethodSource
    void guests(String library, List<String> hosts) {
        isImportedOnlyBy(library, hosts).check(WEIR);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "io.weir.fix.codec",
                "io.weir.fix.order",
                "io.weir.fix.state",
                "io.weir.risk",
                "io.weir.algo",
                "io.weir.sessions.protocol",
                "io.weir.sessions.gate",
                "io.weir.gateway.core",
                "io.weir.gateway.orders",
                "io.weir.paper.market"
            })
    void roomsThatDecideAreInnocent(String room) {
        inRoom(room, Innocence.ofADecision()).check(WEIR);
    }

    @ParameterizedTest
    @ValueSource(strings = {"io.weir.fix.dictionary", "io.weir.fix.settings"})
    void roomsThatLoadReadFilesAndNothingElse(String room) {
        inRoom(room, Innocence.ofALoader()).check(WEIR);
    }

    @Test
    void packagesKnowEachOtherInOneDirection() {
        hasNoCycles("io.weir.(**)").check(WEIR);
    }

    @Test
    void theMapFindsAStranger() {
        assertThat(breaks(onlyKnows(OFFENDERS + ".left", List.of()))).isTrue();
        assertThat(breaks(onlyKnows(OFFENDERS + ".left", List.of(OFFENDERS + ".right"))))
                .isFalse();
    }

    @Test
    void theGuestListFindsAnUninvitedHost() {
        assertThat(breaks(isImportedOnlyBy("org.slf4j", List.of("io.weir.gateway"))))
                .isTrue();
        assertThat(breaks(isImportedOnlyBy("org.slf4j", List.of(OFFENDERS)).allowEmptyShould(true)))
                .isFalse();
    }

    @Test
    void aCycleIsFound() {
        assertThat(breaks(hasNoCycles(OFFENDERS + ".(*)"))).isTrue();
    }

    @Test
    void innocenceFindsEverySin() {
        List<String> found = inRoom(OFFENDERS, Innocence.ofADecision())
                .evaluate(OFFENCES)
                .getFailureReport()
                .getDetails();

        assertThat(OFFENCES.get(Worldly.class).getMethods())
                .isNotEmpty()
                .allSatisfy(sin -> assertThat(found).anyMatch(line -> tellsOf(line, sin)));
        assertThat(found).noneMatch(line -> line.contains(Innocent.class.getName()));
    }

    @Test
    void aLoaderMayReadFilesButNotTheClock() {
        List<String> found = inRoom(OFFENDERS, Innocence.ofALoader())
                .evaluate(OFFENCES)
                .getFailureReport()
                .getDetails();

        assertThat(found)
                .noneMatch(line -> line.contains("java.io.InputStream") || line.contains("java.nio.file.Path"));
        assertThat(found).anyMatch(line -> line.contains("nanoTime"));
    }

    private static boolean tellsOf(String line, JavaMethod method) {
        // A lambda or a method reference is reported under its own name or that of the method around it.
        return line.contains(Worldly.class.getName() + "." + method.getName() + "(");
    }

    private static boolean breaks(ArchRule rule) {
        return rule.evaluate(OFFENCES).hasViolation();
    }

    private static ArchRule onlyKnows(String room, List<String> others) {
        String[] known = Stream.concat(Stream.of(room), others.stream())
                .map(name -> name + "..")
                .toArray(String[]::new);
        return classes()
                .that()
                .resideInAPackage(room + "..")
                .should()
                .onlyDependOnClassesThat(resideOutsideOfPackage("io.weir..").or(resideInAnyPackage(known)))
                .allowEmptyShould(NOT_WRITTEN_YET.contains(room));
    }

    private static ArchRule isImportedOnlyBy(String library, List<String> hosts) {
        String[] rooms = hosts.stream().map(name -> name + "..").toArray(String[]::new);
        return noClasses()
                .that(resideInAPackage("io.weir..").and(resideOutsideOfPackages(rooms)))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library + "..");
    }

    private static ArchRule hasNoCycles(String packages) {
        return slices().matching(packages).should().beFreeOfCycles();
    }

    private static ArchRule inRoom(String room, Innocence innocence) {
        return classes()
                .that()
                .resideInAPackage(room + "..")
                .should(innocence)
                .allowEmptyShould(NOT_WRITTEN_YET.contains(room));
    }
}
