package io.weir.fix.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class StateStreamTest {
    private enum Colour {
        RED,
        GREEN
    }

    private enum Fruit {
        PEAR
    }

    private static StateReader written(Consumer<StateStream> body) {
        StateWriter writer = new StateWriter();
        body.accept(writer);
        return new StateReader(writer.buffer(), 0, writer.length());
    }

    @Test
    void everyKindOfValueComesBack() {
        long[] extremes = {0, 1, -1, 63, 64, -64, -65, Long.MAX_VALUE, Long.MIN_VALUE};
        StateReader reader = written(out -> {
            for (long each : extremes) {
                out.of(each);
            }
            out.of(Integer.MIN_VALUE);
            out.of(true);
            out.of("Zürich");
            out.of(Colour.GREEN);
            out.of(Colour.RED);
            out.of(Colour.GREEN);
            out.ofNullable(Colour.class, null);
            out.ofNullable(Colour.class, Colour.GREEN);
            out.ofNullable((String) null);
            out.ofNullable("");
            out.bytes(new byte[] {1, 2, 3}, 2);
            out.fixed(-5);
        });

        for (long each : extremes) {
            assertThat(reader.of(9L)).isEqualTo(each);
        }
        assertThat(reader.of(0)).isEqualTo(Integer.MIN_VALUE);
        assertThat(reader.of(false)).isTrue();
        assertThat(reader.of("")).isEqualTo("Zürich");
        assertThat(reader.of(Colour.RED)).isEqualTo(Colour.GREEN);
        assertThat(reader.of(Colour.RED)).isEqualTo(Colour.RED);
        assertThat(reader.of(Colour.RED)).isEqualTo(Colour.GREEN);
        assertThat(reader.ofNullable(Colour.class, Colour.RED)).isNull();
        assertThat(reader.ofNullable(Colour.class, null)).isEqualTo(Colour.GREEN);
        assertThat(reader.ofNullable("x")).isNull();
        assertThat(reader.ofNullable((String) null)).isEmpty();
        assertThat(reader.bytes(new byte[0], 2)).containsExactly(1, 2);
        assertThat(reader.fixed(0)).isEqualTo(-5);
        assertThat(reader.isAtEnd()).isTrue();
    }

    @Test
    void anArrayThatGrowsGetsRoom() {
        long[] five = {1, 2, 3, 4, 5, 99};
        StateReader reader = written(out -> out.first(five, 5));

        assertThat(reader.first(new long[2], 5)).startsWith(1, 2, 3, 4, 5).hasSizeGreaterThanOrEqualTo(5);
    }

    @Test
    void aTableComesBackWithEachRowInItsPlace() {
        SplittableRandom random = new SplittableRandom(1);
        for (int round = 0; round < 500; round++) {
            int stride = 1 << random.nextInt(4);
            long[] table = new long[(1 << random.nextInt(7)) * stride];
            int load = random.nextInt(101);
            for (int row = 0; row < table.length; row += stride) {
                if (random.nextInt(100) < load) {
                    table[row] = random.nextLong() | 1;
                    for (int i = 1; i < stride; i++) {
                        table[row + i] = random.nextInt(3);
                    }
                }
            }
            long[] before = table.clone();
            StateReader reader = written(out -> out.table(table, stride));

            assertThat(reader.table(new long[stride], stride))
                    .as("round %d", round)
                    .isEqualTo(before);
            assertThat(reader.isAtEnd()).isTrue();
        }
    }

    @Test
    void anEmptyTableIsAFewBytes() {
        StateWriter writer = new StateWriter();

        writer.table(new long[1 << 16], 8);

        assertThat(writer.length()).isLessThan(10);
    }

    @Test
    void whatIsInAFreeRowIsNoState() {
        StateReader reader = written(out -> out.table(new long[] {0, 7, 5, 6}, 2));

        assertThat(reader.table(new long[4], 2)).containsExactly(0, 0, 5, 6);
    }

    @Test
    void aSectionOfAnotherNameOrVersionSaysSo() {
        Consumer<StateStream> two = out -> out.section("orders", 2, () -> out.of(1L));

        assertThatThrownBy(() -> written(two).section("risk", 2, () -> {}))
                .isInstanceOf(StateException.class)
                .hasMessage("section state: section orders where risk is expected");
        assertThatThrownBy(() -> written(two).section("orders", 3, () -> {}))
                .hasMessage("section orders has version 2, this build reads 3");
    }

    @Test
    void aFieldThatOneSideDoesNotKnowIsFound() {
        Consumer<StateStream> two = out -> out.section("orders", 1, () -> {
            out.of(1L);
            out.of(2L);
        });
        StateReader less = written(two);
        StateReader more = written(two);

        assertThatThrownBy(() -> less.section("orders", 1, () -> less.of(0L)))
                .hasMessage("section orders: 1 bytes more than this build reads");
        assertThatThrownBy(() -> more.section("orders", 1, () -> {
                    more.of(0L);
                    more.of(0L);
                    more.of(0L);
                }))
                .hasMessage("section orders: ends before all of it is read");
    }

    @Test
    void aWordThatThisBuildDoesNotKnowIsNamed() {
        StateReader reader = written(out -> out.of(Fruit.PEAR));

        assertThatThrownBy(() -> reader.of(Colour.RED)).hasMessage("section state: PEAR is no Colour");
    }

    @Test
    void itIsCompact() {
        StateWriter writer = new StateWriter();
        for (int i = 0; i < 1000; i++) {
            writer.of((long) i % 50);
            writer.of(Colour.GREEN);
        }

        assertThat(writer.length()).isEqualTo(2000 + "?GREEN".length());
    }

    @Test
    void noDamagedByteMakesMoreThanAnError() {
        StateWriter writer = new StateWriter();
        writer.section("a", 1, () -> {
            writer.of("text");
            writer.first(new long[] {1, 200, 70_000}, 3);
            writer.of(Colour.GREEN);
        });
        for (int at = 0; at < writer.length(); at++) {
            for (int bit = 0; bit < 8; bit++) {
                byte[] copy = Arrays.copyOf(writer.buffer(), writer.length());
                copy[at] ^= (byte) (1 << bit);
                StateReader reader = new StateReader(copy, 0, copy.length);
                try {
                    reader.section("a", 1, () -> {
                        reader.of("");
                        reader.first(new long[3], 3);
                        reader.of(Colour.RED);
                    });
                } catch (StateException expected) {
                    assertThat(expected.getMessage()).contains("section");
                }
            }
        }
    }
}
