package io.weir.gateway.oms;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.fix.codec.Ascii;
import io.weir.fix.codec.FixMessage;
import io.weir.fix.codec.FixParser;
import io.weir.fix.order.OrdStatus;
import java.util.List;
import org.junit.jupiter.api.Test;

class OmsBookTest {
    private static final String TERMS = "|55=AAPL|54=1|38=100|40=2|44=10|";

    private final OmsBook book = new OmsBook();

    @Test
    void anOrderIsFilledInParts() throws OmsSyntaxException {
        send();

        assertThat(List.of(
                        report("11=A|150=A|39=A|17=1|14=0|151=100|6=0"),
                        report("11=A|150=0|39=0|17=2|14=0|151=100|6=0"),
                        report("11=A|150=F|39=1|17=3|198=X1|32=40|31=9.9|14=40|151=60|6=9.9"),
                        report("11=A|150=F|39=2|17=4|198=X2|32=60|31=10|14=100|151=0|6=9.96")))
                .containsExactly(
                        "00:00:00.000  #1 buy 100 AAPL 10  pending  (filled 0, left 100)",
                        "00:00:00.000  #1 buy 100 AAPL 10  accepted  (filled 0, left 100)",
                        "00:00:00.000  #1 buy 100 AAPL 10  fill 40 at 9.9  (filled 40, left 60, avg 9.9)",
                        "00:00:00.000  #1 buy 100 AAPL 10  fill 60 at 10  (filled 100, left 0, avg 9.96)");
        assertThat(order().isFinal()).isTrue();
        assertThat(order().children()).isEqualTo(2);
        assertThat(order().total().averageE8()).isEqualTo(order().avgPxE8());
    }

    @Test
    void aReplacedOrderGoesOnUnderItsNewClOrdID() throws OmsSyntaxException {
        send();
        book.requested(1, "B");

        report("11=B|41=A|150=E|39=E|17=1|14=0|151=100|6=0");
        assertThat(order().clOrdId()).isEqualTo("A");
        book.executionReport(message("8", "11=B|41=A|150=5|39=0|17=2|14=0|151=50|6=0|55=AAPL|54=1|38=50|44=11|"), 0);
        assertThat(order().clOrdId()).isEqualTo("B");
        assertThat(order().terms()).isEqualTo("buy 50 AAPL 11");
    }

    @Test
    void aBustTakesTheFillBackAndACorrectionChangesIt() throws OmsSyntaxException {
        send();
        report("11=A|150=F|39=1|17=3|32=40|31=9|14=40|151=60|6=9");
        report("11=A|150=F|39=2|17=4|32=60|31=10|14=100|151=0|6=9.6");
        report("11=A|150=H|39=1|17=5|19=3|32=40|31=9|14=60|151=40|6=10");
        report("11=A|150=G|39=1|17=6|19=4|32=50|31=8|14=50|151=50|6=8");

        assertThat(order().fills()).containsExactly(new OmsFill("6", "", 5_000_000_000L, 800_000_000L));
        assertThat(order().isFinal()).isFalse();
    }

    @Test
    void aRefusedRequestLeavesTheOrderWhereItIs() throws OmsSyntaxException {
        send();
        report("11=A|150=0|39=0|17=2|14=0|151=100|6=0");
        book.requested(1, "B");

        OmsReport no = book.cancelReject(message("9", "37=1|11=B|41=A|39=0|434=1|102=99|58=TE001 no|"), 0);

        assertThat(no.line()).isEqualTo("00:00:00.000  #1 buy 100 AAPL 10  REFUSED  (filled 0, left 100)  TE001 no");
        assertThat(no.what().isRefusal()).isTrue();
        book.cancelReject(message("9", "37=NONE|11=B|41=A|39=8|434=1|102=1|58=TE014|"), 0);
        assertThat(order().status()).isEqualTo(OrdStatus.NEW);
    }

    @Test
    void aRejectedMessageIsARejectedOrder() throws OmsSyntaxException {
        send();
        book.numbered(1, 7);

        assertThat(book.messageReject(message("j", "45=7|372=D|380=3|58=what|"), 0)
                        .line())
                .isEqualTo("00:00:00.000  #1 buy 100 AAPL 10  NOT UNDERSTOOD  (filled 0, left 0)  what");
        assertThat(order().isFinal()).isTrue();
    }

    @Test
    void aReportAboutNoOrderOfOursIsTold() {
        assertThat(report("11=Z|150=0|39=0|17=2|14=0|151=100|6=0")).isEqualTo("00:00:00.000  accepted");
    }

    private void send() throws OmsSyntaxException {
        book.sent("A", (OmsCommand.NewOrder) Grammar.parse("buy 100 AAPL 10"), 0);
    }

    private OmsOrder order() {
        return book.orders().get(0);
    }

    private String report(String fields) {
        return book.executionReport(message("8", fields + TERMS), 0).line();
    }

    private static FixMessage message(String type, String fields) {
        String body = "35=" + type + "|" + fields;
        byte[] bytes = Ascii.fix("8=FIX.4.4|9=" + body.length() + "|" + body + "10=000|");
        FixMessage message = new FixMessage();
        FixParser.parse(bytes, 0, bytes.length, message);
        return message;
    }
}
