package io.weir.sessions.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class RecordTypeTest {
    @Test
    void theCodesAreThoseOfEveryJournalEverWritten() {
        String codes = Arrays.stream(RecordType.values())
                .map(type -> type + "=" + type.code())
                .collect(Collectors.joining(" "));
        assertThat(codes)
                .isEqualTo("Started=1 Connected=2 Received=3 Authenticated=4 Disconnected=5 Drained=6 Timer=7 Quote=8"
                        + " Trade=9 Admin=10 Kill=11 DayRoll=12 Reference=14 Streamed=15 Intake=16 CancelOnly=17 Sent=32 Withheld=33 Resent=34"
                        + " Verdict=35 Explained=36 Durable=64 Filler=65");
    }

    @Test
    void eachTypeIsAnEventOrAResultOrHousekeeping() {
        for (RecordType type : RecordType.values()) {
            assertThat(RecordType.of(type.code())).isSameAs(type);
            assertThat((type.isEvent() ? 1 : 0) + (type.isResult() ? 1 : 0) + (type.isHousekeeping() ? 1 : 0))
                    .isEqualTo(1);
        }
        assertThat(RecordType.Reference.isEvent()).isTrue();
        assertThat(RecordType.Sent.isResult()).isTrue();
        assertThat(RecordType.Durable.isHousekeeping()).isTrue();
    }

    @Test
    void anUnknownCodeIsRefused() {
        for (int code : new int[] {0, 13, 18, 31, 37, 63, 66, 127, -1, -128}) {
            assertThatThrownBy(() -> RecordType.of((byte) code)).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
