package io.weir.sessions.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.fix.codec.Ascii;
import io.weir.fix.codec.FixWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class OutboundTest {
    private final Outbound outbound = new Outbound();

    private void add(String message, long position) {
        byte[] bytes = Ascii.bytes("xx" + message + "yy");
        outbound.add(bytes, 2, bytes.length - 2, position, position / 10, 0);
    }

    /** Hands on what may leave. */
    private String release(long durablePosition) {
        int from = outbound.start();
        int limit = outbound.releasable(durablePosition);
        String released = Ascii.text(outbound.bytes(), from, limit);
        outbound.released(limit);
        return released;
    }

    @Test
    void onlyWhatIsDurableLeaves() {
        add("one ", 10);
        add("two ", 20);
        add("three ", 30);

        assertThat(release(10)).isEmpty();
        assertThat(release(21)).isEqualTo("one two ");
        assertThat(outbound.waiting()).isEqualTo(6);
        assertThat(release(1000)).isEqualTo("three ");
        assertThat(outbound.isEmpty()).isTrue();
        assertThat(outbound.waiting()).isZero();
    }

    @Test
    void manyMessagesLeaveInTheirOrderWhateverTheRoom() {
        Random random = new Random(20260302);
        StringBuilder expected = new StringBuilder();
        StringBuilder released = new StringBuilder();
        long position = 0;
        for (int i = 0; i < 5000; i++) {
            String message = i + "-".repeat(random.nextInt(200)) + ";";
            expected.append(message);
            add(message, position += 10);
            if (random.nextInt(5) == 0) {
                released.append(release(position - random.nextInt(300)));
            }
        }
        released.append(release(Long.MAX_VALUE));

        assertThat(released.toString()).isEqualTo(expected.toString());
    }

    @Test
    void aMessageMayBeReplacedByAnotherInItsPlace() {
        add("one ", 10);
        add("two ", 20);
        add("three ", 30);
        release(11);
        List<String> seen = new ArrayList<>();
        FixWriter writer = new FixWriter(256);

        outbound.rewrite((bytes, from, to, epoch) -> {
            String message = Ascii.text(bytes, from, to);
            seen.add(message + epoch);
            return message.equals("two ") ? writer.begin('0').end() : null;
        });

        assertThat(seen).containsExactly("two 2", "three 3");
        assertThat(release(21).replace('\u0001', '|')).isEqualTo("8=FIX.4.4|9=5|35=0|10=163|");
        assertThat(release(31)).isEqualTo("three ");
    }
}
