package io.weir.gateway.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.fix.settings.GatewaySettings;
import io.weir.sessions.journal.JournalException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What may go of a journal of ten segments of 100 bytes, one a day; today is the tenth day. */
class RetentionTest {
    private static final long DAY = 86_400_000_000_000L;

    private final List<String> told = new ArrayList<>();
    private long oldestOpen = Long.MAX_VALUE;
    private long needed = Long.MAX_VALUE;
    private boolean broken;

    private List<String> look(int days, int atMost) {
        GatewaySettings.Retention settings = new GatewaySettings.Retention(days * DAY, atMost * DAY, Path.of("old"));
        new Retention(settings, new TenDays(), () -> needed, () -> 10 * DAY, told::add).look();
        return told;
    }

    private final class TenDays implements Retention.Kept {
        @Override
        public long olderThan(long utcNanos) {
            return utcNanos / DAY * 100;
        }

        @Override
        public long oldestOpen() {
            return oldestOpen;
        }

        @Override
        public int retire(long upTo, @Nullable Path archive) {
            if (broken) {
                throw new JournalException("segments cannot be retired: Input/output error");
            }
            told.add("up to " + upTo + " to " + archive);
            return (int) (upTo / 100);
        }
    }

    @Test
    void whatIsOlderGoes() {
        assertThat(look(3, 0))
                .containsExactly(
                        "up to 700 to old",
                        "journal: 7 segments before position 700 are past their retention: moved to old");
    }

    @Test
    void messagesOfAnOpenEpochStay() {
        oldestOpen = 250;
        assertThat(look(3, 0).get(0)).isEqualTo("up to 250 to old");
    }

    @Test
    void butNotForEver() {
        oldestOpen = 250;
        assertThat(look(3, 5).get(0)).isEqualTo("up to 500 to old");
    }

    @Test
    void whatRecoveryNeedsStaysWhateverItsAge() {
        needed = 120;
        assertThat(look(3, 5).get(0)).isEqualTo("up to 120 to old");
        told.clear();
        needed = 0;
        assertThat(look(3, 5)).containsExactly("up to 0 to old");
    }

    @Test
    void aDiskThatDoesNotLetGoIsTold() {
        broken = true;
        assertThat(look(3, 0))
                .containsExactly("journal: retention: segments cannot be retired: Input/output error;"
                        + " it is tried again in an hour");
    }
}
