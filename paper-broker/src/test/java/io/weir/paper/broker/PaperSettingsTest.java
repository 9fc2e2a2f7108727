package io.weir.paper.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.fix.codec.Decimals;
import io.weir.paper.market.Listing;
import java.util.List;
import org.junit.jupiter.api.Test;

class PaperSettingsTest {
    @Test
    void textBringsTheSameSettingsBack() {
        List<Listing> listings = List.of(
                Listing.share("ABC", Decimals.parse("100")),
                Listing.share("VOD.L", 1_000_000).quiet());
        PaperSettings settings =
                new PaperSettings(-7, 5_000_000, 3_600_000_000_000L, listings, "on new: ack\n\n# script\n#end");

        assertThat(PaperSettings.parse(settings.text())).isEqualTo(settings);
    }

    @Test
    void nothingAtAllComesBackToo() {
        PaperSettings settings = new PaperSettings(1, 0, 0, List.of(), "");

        assertThat(PaperSettings.parse(settings.text())).isEqualTo(settings);
    }
}
