package io.weir.conformance.orders;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.conformance.stage.BrokerOrder;
import io.weir.conformance.stage.Configuration;
import io.weir.conformance.stage.RawClient;
import io.weir.conformance.stage.Wire;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What must never stop the gateway, nor cost a neighbour a message: noise at the clients' port, before and after a logon. */
class BadInputTest extends StageScenarios {
    private static final int NEIGHBOURS_ORDERS = 50;
    private static final long SEED = 20260101;
    private static final byte[] LOGON = bytes("35=A|49=RAW|56=WEIR|34=1|52=20260101-00:00:00|98=0|108=30|");
    private final List<RawClient> clients = new ArrayList<>();
    private int sent;

    @Override
    Configuration configuration() {
        return new Configuration().client("RAW", "[ACC3]").sessions("CheckLatency=N");
    }

    private static byte[] bytes(String fields) {
        return RawClient.frame(fields);
    }

    private static byte[] text(String raw) {
        return raw.replace('|', '\u0001').getBytes(StandardCharsets.ISO_8859_1);
    }

    private RawClient client() {
        RawClient client = new RawClient(stage.configuration().clientPort(), "RAW");
        clients.add(client);
        return client;
    }

    /** The neighbour's orders come before, during and after what the test does. */
    @BeforeEach
    void neighbourBegins() {
        sent = 0;
        broker.onNew(order -> order.ack().fill(order.leaves().longValue(), "10"));
        neighbourSends(NEIGHBOURS_ORDERS / 2);
    }

    private void neighbourSends(int orders) {
        for (int i = 0; i < orders; i++) {
            oms.buy("N" + sent++, "AAPL", 10, "10").send();
        }
    }

    @AfterEach
    void neighbourHasAllItsReports() {
        neighbourSends(NEIGHBOURS_ORDERS - sent);
        oms.awaitCount(NEIGHBOURS_ORDERS * 3);
        for (int i = 0; i < NEIGHBOURS_ORDERS; i++) {
            assertThat(oms.lines("N" + i))
                    .containsExactly(
                            "8 150=A 39=A 14=0 151=10 6=0 11=N" + i,
                            "8 150=0 39=0 14=0 151=10 6=0 11=N" + i,
                            "8 150=F 39=2 14=10 151=0 6=10 11=N" + i + " 32=10 31=10");
        }
        clients.forEach(RawClient::close);
        clients.clear();
        stage.awaitSession(1, false);
    }

    static Stream<Arguments> noiseThatIsClosed() {
        byte[] wrongSum = LOGON.clone();
        wrongSum[wrongSum.length - 2] = (byte) (wrongSum[wrongSum.length - 2] == '0' ? '1' : '0');
        return Stream.of(
                Arguments.argumentSet("giant BodyLength", (Object) text("8=FIX.4.4|9=999999999|35=A|")),
                Arguments.argumentSet("BodyLength beyond the bound", (Object) text("8=FIX.4.4|9=8193|35=A|")),
                Arguments.argumentSet("wrong CheckSum", (Object) wrongSum),
                Arguments.argumentSet("unknown SenderCompID", (Object)
                        bytes("35=A|49=WHO|56=WEIR|34=1|52=20260101-00:00:00|98=0|108=30|")),
                Arguments.argumentSet("unknown TargetCompID", (Object)
                        bytes("35=A|49=RAW|56=WHO|34=1|52=20260101-00:00:00|98=0|108=30|")),
                Arguments.argumentSet("no Logon", (Object) bytes("35=0|49=RAW|56=WEIR|34=1|52=20260101-00:00:00|")),
                Arguments.argumentSet("broker's CompID", (Object)
                        bytes("35=A|49=BRKA|56=WEIR|34=1|52=20260101-00:00:00|98=0|108=30|")),
                Arguments.argumentSet("HTTP", (Object) text("GET / HTTP/1.1\r\nHost: weir\r\n\r\n".repeat(5000))),
                Arguments.argumentSet("zeros", (Object) new byte[100_000]));
    }

    @ParameterizedTest
    @MethodSource
    void noiseThatIsClosed(byte[] noise) {
        RawClient client = client();
        client.send(noise);
        neighbourSends(5);

        client.awaitClose();
        assertThat(client.messages()).isEmpty();
    }

    @Test
    void randomBytes() {
        Random random = new Random(SEED);
        for (int i = 0; i < 40; i++) {
            byte[] noise = new byte[1 + random.nextInt(2000)];
            random.nextBytes(noise);
            client().send(noise);
        }
        neighbourSends(5);
    }

    @Test
    void damagedLogons() {
        Random random = new Random(SEED);
        for (int i = 0; i < 100; i++) {
            byte[] damaged = LOGON.clone();
            damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            try (RawClient client = new RawClient(stage.configuration().clientPort(), "RAW")) {
                client.send(damaged);
            }
        }
        neighbourSends(5);
    }

    @Test
    void halfMessages() {
        for (int length = 1; length < LOGON.length; length += 7) {
            byte[] half = new byte[length];
            System.arraycopy(LOGON, 0, half, 0, length);
            client().send(half);
        }
        neighbourSends(5);
    }

    @Test
    void floodBeforeLogon() {
        for (int i = 0; i < 1200; i++) {
            client();
            if (i % 100 == 0) {
                neighbourSends(1);
            }
        }
        clients.get(clients.size() - 1).awaitClose();
    }

    @Test
    void logonInOneByteSegments() {
        RawClient client = client();
        for (byte b : client.next("A", "98=0|108=30|141=Y|")) {
            client.send(new byte[] {b});
        }
        client.await("35=A");
    }

    @Test
    void secondLogonOfASession() {
        RawClient first = client();
        first.send(first.next("A", "98=0|108=30|141=Y|")).await("35=A");
        RawClient second = client();
        second.send(second.next("A", "98=0|108=30|141=Y|")).awaitClose();

        first.send(first.next("1", "112=HERE|")).await("35=0 112=HERE");
    }

    @Test
    void garbageBetweenMessages() {
        RawClient client = client();
        client.send(client.next("A", "98=0|108=30|141=Y|")).await("35=A");
        byte[] wrongSum = client.message("1", 2, "112=LOST|");
        wrongSum[wrongSum.length - 2] ^= 1;
        client.send(
                text("garbage"),
                client.next("1", "112=ONE|"),
                wrongSum,
                text("8=FIX.4.4|9=10|35=0|half of one|"),
                client.next("1", "112=TWO|"),
                new byte[] {0, -1, 1, 1, 1, 8, '='},
                text("8=FIX.4.4|9=-5|35=0|10=000|"),
                text("8=FIX.4.4|9=|35=0|10=000|"),
                client.next("1", "112=THREE|"));

        client.await("35=0 112=ONE");
        client.await("35=0 112=TWO");
        client.await("35=0 112=THREE");
        assertThat(client.messages().stream().map(m -> m.get(112))).doesNotContain("LOST");
    }

    @Test
    void messageSwallowedByAWrongBodyLengthIsAskedForAgain() {
        RawClient client = client();
        client.send(client.next("A", "98=0|108=30|141=Y|")).await("35=A");
        client.send(text("8=FIX.4.4|9=60|35=0|"), client.next("1", "112=ONE|"), client.next("1", "112=TWO|"));
        client.await("35=2 7=2");
        client.send(client.message("1", 2, "43=Y|122=20260101-00:00:00|112=ONE|"));

        client.await("35=0 112=ONE");
        client.await("35=0 112=TWO");
    }

    @Test
    void orderWithSillyFields() {
        RawClient client = client();
        client.send(client.next("A", "98=0|108=30|141=Y|")).await("35=A");
        String order = "11=%s|21=1|55=AAPL|54=1|60=20260101-00:00:00|40=2|59=0|";
        client.send(
                client.next("D", order.formatted("S1") + "38=99999999999999999999|44=10|"),
                client.next("D", order.formatted("S2") + "38=-5|44=10|"),
                client.next("D", order.formatted("S3") + "38=1e5|44=10|"),
                client.next("D", order.formatted("S4") + "38=100|44=10|44=11|"),
                client.next("D", order.formatted("S5") + "38=100|44=|"),
                client.next("D", order.formatted("S6") + "38=92233720368|44=92233720368|"),
                client.next("D", order.formatted("S7".repeat(2000)) + "38=100|44=10|"),
                client.next("1", "112=END|"));

        client.await("35=0 112=END");
        List<Wire> answers = client.messages();
        assertThat(answers)
                .filteredOn(m -> m.type().equals("8"))
                .allMatch(m -> m.get(11).startsWith("S7") || m.get(39).equals("8"));
        for (int number = 2; number <= 7; number++) {
            int refused = number;
            String id = "S" + (number - 1);
            assertThat(answers)
                    .as(id)
                    .anyMatch(m -> (m.type().equals("3") && m.get(45).equals(String.valueOf(refused)))
                            || (m.get(39).equals("8") && m.get(11).equals(id)));
        }
    }

    @Test
    void sameMessageAgainHasNoSecondEffect() {
        RawClient client = client();
        client.send(client.next("A", "98=0|108=30|141=Y|")).await("35=A");
        String order = "11=P1|21=1|55=AAPL|54=1|60=20260101-00:00:00|38=100|40=2|44=10|59=0|";
        client.send(client.next("D", order)).await("35=8 150=F 11=P1");
        byte[] again = client.message("D", 2, "43=Y|122=20260101-00:00:00|" + order);
        client.send(again, again, client.next("1", "112=END|"));

        client.await("35=0 112=END");
        assertThat(client.messages()).filteredOn(m -> m.type().equals("8")).hasSize(3);
        assertThat(broker.orders().stream()
                        .filter(o -> o.order().decimal(38).intValue() == 100)
                        .map(BrokerOrder::orderId))
                .hasSize(1);
    }

    @Test
    void messagesCutAnywhere() {
        RawClient client = client();
        client.send(client.next("A", "98=0|108=30|141=Y|")).await("35=A");
        Random random = new Random(SEED);
        for (int i = 0; i < 50; i++) {
            byte[] request = client.next("1", "112=CUT" + i + "|");
            int cut = 1 + random.nextInt(request.length - 1);
            client.send(
                    java.util.Arrays.copyOf(request, cut), java.util.Arrays.copyOfRange(request, cut, request.length));
        }
        client.await("35=0 112=CUT49");
        assertThat(client.messages())
                .filteredOn(m -> m.get(112).startsWith("CUT"))
                .hasSize(50);
    }
}
