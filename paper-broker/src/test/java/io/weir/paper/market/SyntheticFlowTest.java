package io.weir.paper.market;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.fix.order.Side;
import java.util.List;
import org.junit.jupiter.api.Test;

class SyntheticFlowTest {
    private static final Listing ABC = Listing.share("ABC", Scene.e8("100"));
    private static final Listing XYZ = Listing.share("XYZ", Scene.e8("25"));

    @Test
    void sameSeedAndTimesMakeTheSameFlow() {
        assertThat(minute(7, 60)).hasSizeGreaterThan(100).isEqualTo(minute(7, 60));
    }

    @Test
    void anotherSeedMakesAnotherFlow() {
        assertThat(minute(7, 60)).isNotEqualTo(minute(8, 60));
    }

    @Test
    void howTheTimeIsCutMakesNoDifferenceToTheTrades() {
        assertThat(trades(minute(7, 1))).isNotEmpty().isEqualTo(trades(minute(7, 600)));
    }

    @Test
    void anotherSymbolBesideMakesNoDifference() {
        Scene alone = scene(7, ABC).withQuotes();
        Scene beside = scene(7, XYZ, ABC).withQuotes();
        alone.pass(10 * Scene.SECOND);
        beside.pass(10 * Scene.SECOND);

        assertThat(depth(alone, "ABC")).isEqualTo(depth(beside, "ABC"));
    }

    @Test
    void bookStaysTwoSidedWithDepthAndANarrowSpread() {
        Scene scene = scene(3, ABC);
        for (int i = 0; i < 3_600; i++) {
            scene.pass(Scene.SECOND);
            Depth depth = new Depth(50);
            scene.market.depth("ABC", depth);
            assertThat(depth.levels(true)).as("bids after %d s", i).isGreaterThan(4);
            assertThat(depth.levels(false)).as("asks after %d s", i).isGreaterThan(4);
            long spreadE8 = depth.priceE8(false, 0) - depth.priceE8(true, 0);
            assertThat(spreadE8).as("spread after %d s", i).isBetween(1L, Scene.e8("0.15"));
            assertThat(total(depth, true)).isBetween(Scene.e8("5000"), Scene.e8("80000"));
            assertThat(total(depth, false)).isBetween(Scene.e8("5000"), Scene.e8("80000"));
        }
        SessionStatistics day = scene.market.statistics("ABC");
        assertThat(day.highE8() - day.lowE8()).isBetween(Scene.e8("0.10"), Scene.e8("5"));
    }

    @Test
    void marketOrderFillsAtOnceAndWhatItSweptComesBack() {
        Scene scene = scene(5, ABC);
        for (int i = 0; i < 5; i++) {
            scene.order("m" + i, Terms.market("ABC", Side.BUY, Scene.e8("5000")));
            List<String> said = scene.said();
            assertThat(said.get(said.size() - 1)).contains("39=2", "14=5000 151=0");
        }
    }

    @Test
    void limitOrderAtTheTouchFillsByAndBy() {
        Scene scene = scene(5, ABC);
        Depth depth = new Depth(1);
        scene.market.depth("ABC", depth);
        Terms terms = Terms.limit("ABC", Side.BUY, Scene.e8("3000"), depth.priceE8(true, 0));
        scene.order("b1", terms);
        assertThat(scene.said()).singleElement().asString().contains("150=0");
        int fills = 0;
        String last = "";
        for (int i = 0; i < 600 && !last.contains("39=2"); i++) {
            scene.pass(Scene.SECOND);
            for (String line : scene.said()) {
                fills++;
                last = line;
            }
        }
        assertThat(last).contains("39=2");
        assertThat(fills).isGreaterThan(2);
    }

    @Test
    void gapInTimeIsNotCaughtUpEventByEvent() {
        Scene scene = scene(7, ABC);
        scene.pass(365L * 86_400 * Scene.SECOND);
        assertThat(scene.market.statistics("ABC").trades()).isLessThan(10);
        assertThat(scene.market.dueUtcNanos()).isGreaterThan(scene.market.nowUtcNanos());
    }

    private static List<String> minute(long seed, int pieces) {
        Scene scene = scene(seed, ABC, XYZ).withQuotes();
        for (int i = 0; i < pieces; i++) {
            scene.pass(60 * Scene.SECOND / pieces);
        }
        return scene.said();
    }

    private static List<String> trades(List<String> lines) {
        return lines.stream().filter(line -> line.startsWith("trade")).toList();
    }

    private static String depth(Scene scene, String symbol) {
        Depth depth = new Depth(10);
        scene.market.depth(symbol, depth);
        StringBuilder text = new StringBuilder();
        for (boolean buy : new boolean[] {true, false}) {
            for (int i = 0; i < depth.levels(buy); i++) {
                text.append(depth.qtyE8(buy, i))
                        .append('@')
                        .append(depth.priceE8(buy, i))
                        .append(' ');
            }
        }
        return text.toString();
    }

    private static long total(Depth depth, boolean buy) {
        long total = 0;
        for (int i = 0; i < depth.levels(buy); i++) {
            total += depth.qtyE8(buy, i);
        }
        return total;
    }

    private static Scene scene(long seed, Listing... listings) {
        return new Scene(MarketSettings.of(seed, ""), Script.HONEST, listings);
    }
}
