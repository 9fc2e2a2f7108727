package io.weir.sessions.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.fix.codec.Ascii;
import io.weir.fix.order.StateDigest;
import org.junit.jupiter.api.Test;

class InboundGapTest {
    private final InboundGap gap = new InboundGap();

    private boolean keep(long number, String message) {
        byte[] bytes = Ascii.bytes(message);
        return gap.keep(number, bytes, 0, bytes.length);
    }

    private String take(long number) {
        byte[] message = gap.take(number);
        return message == null ? "not here" : Ascii.text(message, 0, message.length);
    }

    @Test
    void messagesComeOutByNumberWhateverTheOrderTheyCameIn() {
        keep(7, "seven");
        keep(5, "five");
        keep(6, "six");

        assertThat(take(4)).isEqualTo("not here");
        assertThat(take(5)).isEqualTo("five");
        assertThat(take(6)).isEqualTo("six");
        assertThat(take(7)).isEqualTo("seven");
        assertThat(gap.isEmpty()).isTrue();
    }

    @Test
    void theFirstOfANumberStays() {
        assertThat(keep(5, "first")).isTrue();
        assertThat(keep(5, "second")).isFalse();

        assertThat(take(5)).isEqualTo("first");
    }

    @Test
    void lowerNumbersArePassedOver() {
        keep(5, "five");
        keep(9, "nine");

        assertThat(take(8)).isEqualTo("not here");
        assertThat(take(9)).isEqualTo("nine");
        assertThat(gap.isEmpty()).isTrue();
    }

    @Test
    void aHandledNumberIsAnEmptyMessage() {
        assertThat(gap.keepHandled(5)).isTrue();

        assertThat(take(5)).isEmpty();
    }

    @Test
    void thereIsABoundInMessages() {
        for (int number = 1; number <= 4096; number++) {
            assertThat(keep(number, "x")).isTrue();
        }

        assertThat(keep(4097, "x")).isFalse();
        assertThat(gap.keepHandled(4098)).isFalse();
        assertThat(take(1)).isEqualTo("x");
        assertThat(keep(4097, "x")).isTrue();
    }

    @Test
    void thereIsABoundInBytes() {
        byte[] large = new byte[1 << 20];
        for (int number = 1; number <= 4; number++) {
            assertThat(gap.keep(number, large, 0, large.length)).isTrue();
        }

        assertThat(keep(5, "x")).isFalse();
        assertThat(gap.take(1)).hasSize(large.length);
        assertThat(keep(5, "x")).isTrue();
    }

    @Test
    void atTheBoundTheFurthestFromItsTurnGoes() {
        for (int number = 1001; number <= 1000 + 4096; number++) {
            assertThat(keep(number, "x")).isTrue();
        }

        assertThat(keep(7, "seven")).isTrue();
        assertThat(keep(1000 + 4096, "x")).isFalse();
        assertThat(take(7)).isEqualTo("seven");
        assertThat(keep(1000 + 4096, "again")).isTrue();
    }

    @Test
    void aLongMessageNearItsTurnTakesTheRoomOfThoseFurtherAway() {
        byte[] large = new byte[1 << 20];
        for (int number = 5; number <= 8; number++) {
            assertThat(gap.keep(number, large, 0, large.length)).isTrue();
        }

        assertThat(gap.keep(3, large, 0, large.length)).isTrue();
        assertThat(gap.take(3)).hasSize(large.length);
        assertThat(gap.take(7)).hasSize(large.length);
        assertThat(gap.take(8)).isNull();
    }

    @Test
    void nothingIsLeftWhenItIsCleared() {
        byte[] large = new byte[4 << 20];
        gap.keep(1, large, 0, large.length);

        gap.clear();

        assertThat(gap.isEmpty()).isTrue();
        assertThat(keep(1, "x")).isTrue();
        assertThat(take(1)).isEqualTo("x");
    }

    @Test
    void theHashCoversNumbersAndContent() {
        long empty = StateDigest.hash(gap::state);
        keep(5, "five");
        long one = StateDigest.hash(gap::state);
        gap.clear();
        keep(5, "FIVE");

        assertThat(one).isNotEqualTo(empty);
        assertThat(StateDigest.hash(gap::state)).isNotEqualTo(one);
    }
}
