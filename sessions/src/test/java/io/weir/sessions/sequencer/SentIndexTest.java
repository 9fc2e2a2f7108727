package io.weir.sessions.sequencer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SentIndexTest {
    private final SentIndex index = new SentIndex();

    @Test
    void thereIsNothingBeforeTheFirst() {
        assertThat(index.before(1, 1)).isEqualTo(SentIndex.NOWHERE);
        assertThat(index.epoch()).isZero();
    }

    @Test
    void aMarkForEvery64thMessage() {
        for (int number = 1; number <= 200; number++) {
            index.add(1, number, number * 100L);
        }

        assertThat(index.before(1, 1)).isEqualTo(100);
        assertThat(index.before(1, 64)).isEqualTo(100);
        assertThat(index.before(1, 65)).isEqualTo(6500);
        assertThat(index.before(1, 200)).isEqualTo(19_300);
        assertThat(index.before(1, 5000)).isEqualTo(19_300);
    }

    @Test
    void aMarkForEachThatLiesFarBehindTheOneBefore() {
        index.add(1, 1, 0);
        index.add(1, 2, SentIndex.FAR - 1);
        index.add(1, 3, SentIndex.FAR);
        index.add(1, 4, SentIndex.FAR * 9);

        assertThat(index.before(1, 2)).isZero();
        assertThat(index.before(1, 3)).isEqualTo(SentIndex.FAR);
        assertThat(index.before(1, 4)).isEqualTo(SentIndex.FAR * 9);
    }

    @Test
    void numbersMayJump() {
        index.add(1, 900_000_000, 10);
        index.add(1, 999_999_999, 20);

        assertThat(index.before(1, 5)).isEqualTo(10);
        assertThat(index.before(1, 950_000_000)).isEqualTo(10);
        assertThat(index.before(1, 999_999_999)).isEqualTo(20);
    }

    @Test
    void aNewEpochForgetsTheOneBefore() {
        index.add(1, 1, 10);
        index.add(2, 1, 20);

        assertThat(index.before(1, 1)).isEqualTo(SentIndex.NOWHERE);
        assertThat(index.before(2, 1)).isEqualTo(20);
        assertThat(index.epoch()).isEqualTo(2);
    }
}
