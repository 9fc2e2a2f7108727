package io.weir.gateway.orders;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.fix.codec.Ascii;
import org.junit.jupiter.api.Test;

class ClOrdIdsTest {
    private final ClOrdIds ids = new ClOrdIds();

    private void add(int session, String clOrdId, long order) {
        byte[] bytes = Ascii.bytes(clOrdId);
        ids.add(session, bytes, 0, bytes.length, order);
    }

    private long find(int session, String clOrdId) {
        byte[] bytes = Ascii.bytes(clOrdId);
        return ids.find(session, bytes, 0, bytes.length);
    }

    @Test
    void findsEveryOneOfManyOverChunkBorders() {
        // 16 bytes of head and 16 of ClOrdID: records end exactly at a chunk's border.
        for (int i = 0; i < 100_000; i++) {
            add(i % 7, String.format("ORDER-%010d", i), i + 1);
        }
        for (int i = 0; i < 100_000; i++) {
            assertThat(find(i % 7, String.format("ORDER-%010d", i))).isEqualTo(i + 1);
        }
        assertThat(find(0, "ORDER-0000000001")).isEqualTo(Ids.NONE);
        assertThat(ids.size()).isEqualTo(100_000);
    }

    @Test
    void sameClOrdIdOfTwoSessionsIsTwoOrders() {
        add(1, "A", 11);
        add(2, "A", 22);
        assertThat(find(1, "A")).isEqualTo(11);
        assertThat(find(2, "A")).isEqualTo(22);
        assertThat(find(3, "A")).isEqualTo(Ids.NONE);
    }

    @Test
    void clOrdIdOfAnEarlierDayIsFreeWhenItsOrderHasEnded() {
        add(1, "A", 11);
        assertThat(used("A", order -> false)).isEqualTo(11);
        ids.roll(order -> true);
        assertThat(used("A", order -> true)).isEqualTo(11);
        assertThat(find(1, "A")).isEqualTo(11);
        assertThat(used("A", order -> false)).isEqualTo(Ids.NONE);
        add(1, "A", 12);
        assertThat(find(1, "A")).isEqualTo(12);
        assertThat(used("A", order -> false)).isEqualTo(12);
        ids.roll(order -> order == 12);
        assertThat(ids.size()).isEqualTo(1);
        assertThat(find(1, "A")).isEqualTo(12);
    }

    private long used(String clOrdId, ClOrdIds.Keeper open) {
        byte[] bytes = Ascii.bytes(clOrdId);
        return ids.used(1, bytes, 0, bytes.length, open);
    }

    @Test
    void newDayForgetsAllButOpenOrders() {
        for (int i = 1; i <= 10_000; i++) {
            add(1, "O" + i, i);
        }
        ids.roll(order -> order % 100 == 0);
        assertThat(ids.size()).isEqualTo(100);
        assertThat(find(1, "O100")).isEqualTo(100);
        assertThat(find(1, "O101")).isEqualTo(Ids.NONE);
        add(1, "O101", 777);
        assertThat(find(1, "O101")).isEqualTo(777);
    }
}
