package io.weir.gateway.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.algo.AlgoDefinition;
import io.weir.algo.ParameterDefinition;
import io.weir.fix.codec.Ascii;
import io.weir.fix.codec.FixFraming;
import io.weir.fix.codec.FixMessage;
import io.weir.fix.codec.FixParser;
import io.weir.fix.dictionary.Dictionary;
import io.weir.fix.dictionary.MessageValidator;
import io.weir.fix.dictionary.ValidationSettings;
import io.weir.fix.order.Refusal;
import io.weir.fix.settings.GatewaySettings;
import io.weir.fix.settings.Settings;
import io.weir.gateway.core.GatewayCore;
import io.weir.gateway.rules.Document.Listing;
import io.weir.gateway.rules.Document.Table;
import io.weir.gateway.stand.Stand;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rules that counterparties get say what the gateway does, and nothing that it does not know. */
class RulesOfEngagementTest {
    private static final int CLIENT = 0;
    private static final int BROKER = 1;

    @TempDir
    private static Path plain;

    /** The rules under the plain settings, which take a second to write. */
    private static Document client;

    private static Document broker;

    @TempDir
    private Path folder;

    @BeforeAll
    static void write() throws Exception {
        Stand.configure(plain);
        client = rules(plain, CLIENT);
        broker = rules(plain, BROKER);
    }

    @BeforeEach
    void configure() throws Exception {
        Stand.configure(folder);
    }

    private static Document rules(Path configuration, int session) throws Exception {
        return new RulesOfEngagement(Settings.load(configuration), "1.2.3").of(session);
    }

    private void change(String file, String from, String to) throws Exception {
        String text = Files.readString(folder.resolve(file));
        assertThat(text).contains(from);
        Files.writeString(folder.resolve(file), text.replace(from, to));
    }

    private static List<Table> tables(Document document, String firstHead) {
        return document.blocks().stream()
                .filter(Table.class::isInstance)
                .map(Table.class::cast)
                .filter(table -> table.head().get(0).equals(firstHead))
                .toList();
    }

    private static List<String> examples(Document document) {
        return document.blocks().stream()
                .filter(Listing.class::isInstance)
                .flatMap(block -> ((Listing) block).lines().stream())
                .toList();
    }

    /** What a table says in a column of the row that begins with a cell. */
    private static String cell(List<Table> tables, String row, String column) {
        for (Table table : tables) {
            for (List<String> cells : table.rows()) {
                if (cells.get(0).equals(row)) {
                    return cells.get(table.head().indexOf(column));
                }
            }
        }
        return "no row " + row;
    }

    private static void assertAllValid(List<String> messages) {
        MessageValidator validator = new MessageValidator(Dictionary.load(), ValidationSettings.DEFAULT);
        FixMessage message = new FixMessage();
        for (String text : messages) {
            byte[] bytes = Ascii.fix(text);
            assertThat(FixFraming.next(bytes, 0, bytes.length, bytes.length, FixFraming.Recovery.NEXT_MESSAGE))
                    .as(text)
                    .isEqualTo(bytes.length);
            assertThat(FixFraming.checksumMatches(bytes, 0, bytes.length))
                    .as(text)
                    .isTrue();
            assertThat(FixParser.parse(bytes, 0, bytes.length, message))
                    .as(text)
                    .isEqualTo(FixParser.Result.OK);
            assertThat(validator.validate(message))
                    .as(text + " " + validator.violation())
                    .isTrue();
        }
    }

    @Test
    void everyExampleIsAValidMessage() throws Exception {
        List<String> toClient = examples(client);
        List<String> toBroker = examples(broker);

        assertThat(toClient)
                .hasSizeGreaterThan(20)
                .anyMatch(m -> m.contains("|35=D|"))
                .anyMatch(m -> m.contains("|150=F|"));
        assertThat(toBroker)
                .hasSizeGreaterThan(6)
                .anyMatch(m -> m.contains("|35=G|"))
                .anyMatch(m -> m.contains("|35=F|"));
        assertAllValid(toClient);
        assertAllValid(toBroker);
    }

    @Test
    void everyRefusalAndEveryParameterOfAnAlgoIsThere() throws Exception {
        GatewaySettings settings = Settings.load(folder);

        List<List<String>> refusals = tables(client, "Code").get(0).rows();
        assertThat(refusals).hasSize(Refusal.values().length);
        for (Refusal refusal : Refusal.values()) {
            assertThat(refusals)
                    .anyMatch(row -> row.get(0).equals(refusal.code())
                            && row.get(2).equals(Integer.toString(refusal.ordRejReason()))
                            && row.get(3).equals(Integer.toString(refusal.cxlRejReason())));
        }
        List<Table> parameters = tables(client, "Parameter (958)");
        List<AlgoDefinition> algos = GatewayCore.catalog(settings).definitions();
        assertThat(parameters).hasSize(algos.size());
        for (int i = 0; i < algos.size(); i++) {
            List<Table> own = List.of(parameters.get(i));
            for (ParameterDefinition parameter : algos.get(i).parameters()) {
                assertThat(cell(own, parameter.name(), "Takes")).isEqualTo(parameter.expected());
            }
        }
    }

    @Test
    void fieldsSayWhatTheGatewayDoesWithoutThemAndWithEachValue() {
        List<Table> fields = tables(client, "Tag");
        String values = "Values, and what we do about them";
        List<Table> order =
                fields.stream().filter(table -> table.head().contains(values)).toList();

        assertThat(cell(order, "38", "Presence"))
                .startsWith("required; without it: ExecutionReport 150=8, 103=13: TE001 ");
        assertThat(cell(order, "44", "Presence")).startsWith("conditional; where it is missing: ");
        assertThat(cell(order, "59", "Presence")).isEqualTo("optional");
        assertThat(cell(order, "54", values))
                .startsWith("1 2: taken; ")
                .contains("5 6: ExecutionReport 150=8, 103=0: TE016 ");
        assertThat(cell(order, "59", values))
                .startsWith("0 3 4: taken; 1: ExecutionReport 150=8, 103=11: TE001 no broker takes ")
                .contains("2 5 7: ExecutionReport 150=8, 103=11: TE001 ")
                .contains("6: ExecutionReport 150=8, 103=99: TE001 good till date needs ");
        assertThat(cell(
                        tables(client, "What we do"),
                        "goes on to the broker",
                        "Other fields of a plain NewOrderSingle (35=D)"))
                .contains("528 OrderCapacity");
    }

    @Test
    void messageTypesSayWhichAreTaken() {
        String types = "Message types of yours";

        assertThat(cell(tables(client, "What we do"), "taken", types))
                .contains("NewOrderSingle (35=D)", "OrderStatusRequest (35=H)")
                .doesNotContain("ExecutionReport", "NewOrderList");
        assertThat(cell(tables(broker, "What we do"), "taken", types))
                .contains("ExecutionReport (35=8)", "OrderCancelReject (35=9)")
                .doesNotContain("NewOrderSingle");
    }

    @Test
    void otherSettingsMakeOtherRules() throws Exception {
        change(
                "weir.yaml",
                "defaultAccount: ACC1",
                "defaultAccount: ACC1, ordTypes: [limit], timeInForces: [day, ioc]");
        change("weir.yaml", "maxOrderQty: 1000", "maxOrderQty: 777");
        change(
                "weir.yaml",
                "session: PAPER",
                "session: PAPER, dialect: {handlInst: 2, exDestination: SMART, accounts: {ACC1: X-1}}");
        change(
                "sessions.cfg",
                "SocketAcceptPort=0",
                "SocketAcceptPort=0\nHeartBtInt=17\nResetOnLogon=Y\nTargetSubID=DESK");

        Document after = rules(folder, CLIENT);
        Document changed = rules(folder, BROKER);

        assertThat(after.markdown())
                .isNotEqualTo(client.markdown())
                .contains("OMS1/DESK")
                .contains("777");
        assertThat(cell(tables(after, "Field"), "SenderSubID (50)", "In your messages"))
                .isEqualTo("DESK");
        assertThat(cell(tables(after, "Setting"), "HeartBtInt", "Value")).isEqualTo("17");
        assertThat(tables(after, "OrdType").get(0).rows())
                .containsExactly(List.of("2 limit", "0 day", "PAPER"), List.of("2 limit", "3 ioc", "PAPER"));
        assertThat(examples(after)).allMatch(message -> message.contains("|50=DESK|") || message.contains("|57=DESK|"));
        assertThat(cell(tables(changed, "Tag"), "100", "Values that we use")).isEqualTo("SMART");
        assertThat(cell(tables(changed, "Tag"), "1", "Values that we use")).isEqualTo("X-1");
        assertThat(cell(tables(changed, "What"), "HandlInst (21)", "How")).isEqualTo("2");
        assertAllValid(examples(after));
    }

    @Test
    void theSameSettingsMakeTheSameRules() throws Exception {
        assertThat(rules(folder, CLIENT).markdown()).isEqualTo(client.markdown());
        assertThat(rules(folder, BROKER).html()).isEqualTo(broker.html());
    }

    @Test
    void noSecretAndNoPlaceOfOursIsTold() throws Exception {
        change(
                "sessions.cfg",
                "HeartBtInt=30",
                "HeartBtInt=30\nUsername=WEIR\nPassword=hunter2\nLogonTag=554=hunter3\nFileLogPath=ours");

        assertThat(rules(folder, BROKER).markdown())
                .doesNotContain("hunter")
                .doesNotContain("FileLogPath")
                .contains("Username");
    }

    @Test
    void whatWouldBeMarkupIsText() {
        Document document = new Document()
                .heading(1, "A<b> & \"c\"")
                .table(List.of("x|y"), List.of(List.of("<script>'1'|*2*")))
                .listing(List.of("8=FIX.4.4|58=<&>|"));

        assertThat(document.html())
                .contains("<title>A&lt;b&gt; &amp; &quot;c&quot;</title>")
                .contains("<td>&lt;script&gt;&#39;1&#39;|*2*</td>")
                .contains("<pre>8=FIX.4.4|58=&lt;&amp;&gt;|</pre>")
                .doesNotContain("<script>");
        assertThat(document.markdown())
                .isEqualTo(
                        "# A\\<b\\> \\& \"c\"\n\n| x\\|y |\n|---|\n| \\<script\\>'1'\\|\\*2\\* |\n\n    8=FIX.4.4|58=<&>|\n");
    }
}
