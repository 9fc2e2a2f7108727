package io.weir.conformance.fuzz;

import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What Jazzer has found worth keeping, and random inputs of fixed seeds, without Jazzer; or, with {@code -Dfuzz.input=}, the
 * one input that Jazzer printed in Base64.
 */
@Tag("once")
class FuzzRegressionTest {
    @ParameterizedTest
    @EnumSource
    void keptInputs(FuzzTarget target) {
        String one = System.getProperty("fuzz.input");
        if (one != null) {
            if (target.toString().equals(System.getProperty("fuzz.target", target.toString()))) {
                target.take(Base64.getDecoder().decode(one));
            }
            return;
        }
        for (byte[] input : Corpus.of(target.toString())) {
            take(target, input, "kept");
        }
    }

    @ParameterizedTest
    @EnumSource
    void randomInputs(FuzzTarget target) {
        for (long seed = 0; seed < target.seeds(); seed++) {
            Random random = new Random(seed);
            byte[] input = new byte[random.nextInt(target.longest())];
            random.nextBytes(input);
            take(target, input, "seed " + seed);
        }
    }

    private static void take(FuzzTarget target, byte[] input, String origin) {
        try {
            target.take(input);
        } catch (RuntimeException | AssertionError found) {
            String again = "-Dfuzz.target=" + target + " -Dfuzz.input="
                    + Base64.getEncoder().encodeToString(input);
            throw new AssertionError(target + ", " + origin + ", " + again + "\n" + found.getMessage(), found);
        }
    }
}
