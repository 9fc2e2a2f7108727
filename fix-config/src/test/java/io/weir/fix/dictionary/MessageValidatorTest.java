package io.weir.fix.dictionary;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.weir.fix.codec.Ascii;
import io.weir.fix.codec.FixMessage;
import io.weir.fix.codec.FixParser;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The messages of the QuickFIX acceptance definitions for FIX 4.4 that are answered by a Reject, and more of their kind. */
class MessageValidatorTest {
    private static final String HEAD = "34=2|49=TW|52=20261121-09:30:00.000|56=ISLD|";
    private static final String ORDER = "11=ID|21=3|40=1|54=1|55=INTC|60=20261121-09:30:00|38=200|";

    private final FixMessage message = new FixMessage();
    private final MessageValidator standard = validator(ValidationSettings.DEFAULT);

    private static MessageValidator validator(ValidationSettings settings) {
        return new MessageValidator(Dictionary.load(), settings);
    }

    @ParameterizedTest(name = "{0} {3}")
    @CsvSource(
            delimiter = ';',
            value = {
                "14a; 0; 999; 35=0|34=2|49=TW|T|56=ISLD|999=HI|; Invalid tag number",
                "14a; 0; 0; 35=0|34=3|49=TW|T|56=ISLD|0=HI|; Invalid tag number",
                "14a; 0; -1; 35=0|34=4|49=TW|T|56=ISLD|-1=HI|; Invalid tag number",
                "14a; 0; 5000; 35=0|34=5|49=TW|T|56=ISLD|5000=HI|; Invalid tag number",
                "14b; 1; 56; 35=0|34=2|49=TW|T|; Required tag missing",
                "14b; 1; 55; 35=D|49=TW|34=3|56=ISLD|T|40=1|60=20261121-09:30:00|54=1|21=3|11=id|; Required tag missing",
                "14c; 2; 55; 35=0|34=2|49=TW|T|56=ISLD|55=MSFT|; Tag not defined for this message type",
                "14d; 4; 56; 35=0|34=2|49=TW|T|56=|; Tag specified without a value",
                "14e; 5; 21; 35=D|34=2|49=TW|T|56=ISLD|11=ID|21=4|40=1|54=1|38=002000.00|55=INTC|60=20261121-09:30:00|;"
                        + " Value is incorrect (out of range) for this tag",
                "14e; 5; 167; 35=D|34=3|49=TW|T|56=ISLD|11=ID|21=1|40=1|54=1|38=002000.00|55=INTC|60=20261121-09:30:00|167=BOO|;"
                        + " Value is incorrect (out of range) for this tag",
                "14f; 6; 38; 35=D|34=2|49=TW|T|56=ISLD|11=ID|21=1|40=1|54=1|38=+200.00|55=INTC|60=20261121-09:30:00|;"
                        + " 'Incorrect data format for value, field=38'",
                "14g; 14; 34; 35=D|11=id|21=3|40=1|54=1|55=MSFT|60=20261121-09:30:00|34=2|49=TW|T|56=ISLD|;"
                        + " Tag specified out of required order",
                "14g; 14; 34; 35=D|55=MSFT|34=3|49=TW|T|56=ISLD|11=id|21=3|40=1|54=1|60=20261121-09:30:00|;"
                        + " Tag specified out of required order",
                "14h; 13; 40; 35=D|34=2|49=TW|T|56=ISLD|11=ID|21=1|40=1|54=1|40=2|38=200.00|55=INTC|60=20261121-09:30:00|;"
                        + " Tag appears more than once",
                "14i; 16; 386; 35=D|34=2|49=TW|T|56=ISLD|11=ID|21=1|40=1|54=1|38=200.00|55=INTC|386=3|336=PRE-OPEN|336=AFTER-HOURS|60=20261121-09:30:00|;"
                        + " Incorrect NumInGroup count for repeating group",
                "14j; 15; 661; 35=D|34=2|49=TW|T|56=ISLD|11=ID|21=1|40=1|54=1|38=200.00|55=INTC|78=2|79=acct1|80=50|661=X|79=acct2|80=150|661=X|60=20261121-09:30:00|;"
                        + " Out of order repeating group members",
                "2q; 11; 35; 35=*|34=2|49=TW|T|56=ISLD|; Invalid MsgType",
                "QFJ934; 15; 864; 35=C|34=2|49=TW|56=ISLD|T|164=thread-id|94=0|147=subject|146=1|864=1|865=1|33=1|58=test|354=1|355=1|;"
                        + " The group 146 must set the delimiter field 55",
                "RejectResent; 6; 126; 35=D|34=2|43=Y|49=TW|T|56=ISLD|122=20261121-09:29:50|11=ID|21=3|38=100|40=1|54=1|55=IVP|60=20261121-09:30:00|126=20040415|;"
                        + " Incorrect data format for value",
                "ReverseRoute; 5; 40; 35=D|34=2|49=TW|T|56=ISLD|115=JCD|116=CS|144=CHI|11=ID|21=3|38=100|40=w|54=1|55=INTC|60=20261121-09:30:00|;"
                        + " Value is incorrect (out of range) for this tag",
                "ReverseRoute; 5; 40; 35=D|34=3|49=TW|T|56=ISLD|128=JCD|129=CS|145=CHI|11=ID|21=3|38=100|40=w|54=1|55=INTC|60=20261121-09:30:00|;"
                        + " Value is incorrect (out of range) for this tag",
                "ReverseRouteEmpty; 4; 115; 35=D|34=2|49=TW|T|56=ISLD|115=|11=ID|21=3|38=100|40=1|54=1|55=INTC|60=20261121-09:30:00|;"
                        + " Tag specified without a value",
                "ReverseRouteEmpty; 4; 116; 35=D|34=4|49=TW|T|56=ISLD|115=JCD|116=|11=ID|21=3|38=100|40=1|54=1|55=INTC|60=20261121-09:30:00|;"
                        + " Tag specified without a value",
                "ReverseRouteEmpty; 4; 128; 35=D|34=3|49=TW|T|56=ISLD|128=|11=ID|21=3|38=100|40=1|54=1|55=INTC|60=20261121-09:30:00|;"
                        + " Tag specified without a value",
                "ReverseRouteEmpty; 4; 145; 35=D|34=7|49=TW|T|56=ISLD|128=JCD|129=CS|145=|11=ID|21=3|38=100|40=w|54=1|55=INTC|60=20261121-09:30:00|;"
                        + " Tag specified without a value"
            })
    void definitionsOfRejectedMessages(String name, int reason, int tag, String fields, String text) {
        boolean parsed = parse(fields.replace("|T|", "|52=20261121-09:30:00.000|"));
        assertThat(parsed || tag < 0).isTrue();
        MessageValidator.Violation violation;
        if (tag < 0) {
            violation = standard.invalidTag(message);
        } else {
            assertThat(standard.validate(message)).isFalse();
            violation = standard.violation();
        }
        assertThat(violation.sessionRejectReason()).isEqualTo(reason);
        assertThat(violation.refTagId()).isEqualTo(tag);
        assertThat(violation.text()).startsWith(text);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = ';',
            value = {
                "14e; 35=D|H11=ID|21=1|40=1|54=1|38=002000.00|55=INTC|60=20261121-09:30:00|167=CS|",
                "15; 35=D|49=TW|34=3|56=ISLD|52=20261121-09:30:00|40=1|55=MSFT|60=20261121-09:30:00|54=1|21=3|11=id|",
                "21; 35=d|H320=JCD1091-20021011|322=1034356488676|323=6|55=TBS|22=8|167=CS|336=ONE_MAIN|58=No|454=0|",
                "2f; 35=D|34=2|49=TW|52=20261121-09:30:00|56=ISLD|43=Y|122=20261121-09:30:10|11=ID|21=3|40=1|54=1|55=INTC|60=20261121-09:30:00|",
                "2g; 35=D|34=2|49=TW|52=20261121-09:30:00|56=ISLD|43=Y|11=ID|21=3|40=1|54=1|55=INTC|60=20261121-09:30:00|",
                "2k; 35=D|34=2|49=WT|52=20261121-09:30:00|56=DLSI|11=ID|21=3|40=1|54=1|55=INTC|60=20261121-09:30:00|",
                "2r; 35=8|H37=id|17=id|150=0|39=0|55=WLRI|54=1|151=100|14=0|6=0.0|",
                "7; 35=3|H45=1|",
                "11c; 35=4|34=0|49=TW|52=20261121-09:30:00|56=ISLD|36=1|123=N|",
                "MinQty44; 35=D|H11=id|21=3|38=100|40=1|60=20261121-09:30:00|54=1|55=MSFT|110=9|"
            })
    void definitionsThatOnlyTheSessionOrTheApplicationAnswers(String name, String fields) {
        assertThat(parse(fields.replace("|H", "|" + HEAD))).isTrue();
        assertThat(standard.validate(message))
                .as(standard.violation().toString())
                .isTrue();
    }

    @Test
    void strategyParametersOfTheOverlay() {
        assertThat(verdict(standard, ORDER + "847=1001|957=2|958=slices|959=1|960=4|958=jitter|960=N|"))
                .isEqualTo("good");
        assertThat(verdict(standard, ORDER + "957=2|958=slices|959=1|960=4|")).isEqualTo("16 957");
        assertThat(verdict(standard, ORDER + "957=1|959=1|958=slices|")).isEqualTo("15 959");
        assertThat(verdict(standard, ORDER + "848=a=b|849=0.10|")).isEqualTo("good");
    }

    @Test
    void rawDataMayHoldAnything() {
        assertThat(parse("35=B|" + HEAD + "148=h|33=1|58=t|95=5|96=a|b=c|")).isTrue();
        assertThat(standard.validate(message)).isTrue();
    }

    @Test
    void userTagsWhereTheyAreNotValidated() {
        MessageValidator lax =
                validator(new ValidationSettings(true, true, true, true, true, false, false, true, true));
        assertThat(verdict(lax, ORDER + "5001=x|20001=y|")).isEqualTo("good");
        assertThat(verdict(lax, ORDER + "20001=x|58=t|20001=y|")).isEqualTo("13 20001");
        assertThat(verdict(lax, ORDER + "453=1|448=A|5001=x|447=D|")).isEqualTo("good");
        assertThat(verdict(lax, ORDER + "5001=|")).isEqualTo("4 5001");
        assertThat(verdict(lax, ORDER + "4999=x|")).isEqualTo("0 4999");
    }

    @Test
    void unknownFieldsWhereTheyAreAllowed() {
        MessageValidator lax = validator(new ValidationSettings(true, true, true, true, true, true, true, true, true));
        assertThat(verdict(lax, ORDER + "4999=x|270=1|")).isEqualTo("good");
        assertThat(verdict(lax, ORDER + "270=x|")).isEqualTo("6 270");
        assertThat(verdict(lax, ORDER + "5001=x|")).isEqualTo("0 5001");
        assertThat(verdict(lax, ORDER + "453=1|448=A|43=Y|")).isEqualTo("14 43");
    }

    @Test
    void fieldsInAnyOrderWhereThatIsAllowed() {
        MessageValidator lax =
                validator(new ValidationSettings(true, true, false, true, true, true, false, true, true));
        assertThat(verdict(lax, ORDER + "43=N|93=1|89=x|58=t|")).isEqualTo("good");
        assertThat(verdict(lax, ORDER + "43=N|43=N|")).isEqualTo("13 43");
        assertThat(verdict(lax, ORDER + "43=X|")).isEqualTo("6 43");
    }

    @Test
    void groupMembersInAnyOrderWhereThatIsAllowed() {
        MessageValidator lax =
                validator(new ValidationSettings(true, true, true, false, true, true, false, true, true));
        assertThat(verdict(lax, ORDER + "453=1|448=A|452=1|447=D|")).isEqualTo("good");
        assertThat(verdict(lax, ORDER + "453=1|448=A|452=1|452=1|")).isEqualTo("13 452");
        assertThat(verdict(lax, ORDER + "453=1|452=1|448=A|")).isEqualTo("15 452");
    }

    @Test
    void emptyValuesWhereTheyAreAllowed() {
        MessageValidator lax =
                validator(new ValidationSettings(true, true, true, true, false, true, false, true, true));
        assertThat(verdict(lax, ORDER + "44=|58=|")).isEqualTo("good");
        // Nothing is not one of the values, as QuickFIX/J has it.
        assertThat(verdict(lax, ORDER + "59=|")).isEqualTo("5 59");
        assertThat(verdict(lax, ORDER + "270=|")).isEqualTo("2 270");
    }

    @Test
    void nothingIsCheckedWithoutDictionary() {
        MessageValidator off =
                validator(new ValidationSettings(false, true, true, true, true, true, false, true, true));
        MessageValidator bypassed =
                validator(new ValidationSettings(true, false, true, true, true, true, false, true, true));
        assertThat(verdict(off, "99999=x|")).isEqualTo("good");
        assertThat(verdict(bypassed, "99999=x|")).isEqualTo("good");
    }

    @Test
    void aViolationInADeepGroupIsForgottenWithTheMessage() {
        String parties = "453=1|448=A|447=D|452=1|802=1|523=s|803=";
        assertThat(verdict(standard, ORDER + parties + "x|")).isEqualTo("6 803");
        assertThat(verdict(standard, ORDER + parties + "1|")).isEqualTo("good");
        assertThat(verdict(standard, ORDER + "453=1|448=A|447=D|43=N|")).isEqualTo("2 43");
        assertThat(verdict(standard, ORDER + parties + "1|")).isEqualTo("good");
    }

    @Test
    void aGoodMessageLeavesNoGarbage() {
        parse("35=D|" + HEAD + ORDER + "453=1|448=A|447=D|452=1|802=1|523=s|803=1|957=1|958=slices|960=4|");
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        int good = validateOften();
        long before = threads.getCurrentThreadAllocatedBytes();
        good += validateOften();
        long garbage = threads.getCurrentThreadAllocatedBytes() - before;
        assertThat(good).isEqualTo(40_000);
        assertThat(garbage).as("bytes of 20,000 validations").isLessThan(20_000);
    }

    private int validateOften() {
        int good = 0;
        for (int n = 0; n < 20_000; n++) {
            good += standard.validate(message) ? 1 : 0;
        }
        return good;
    }

    @Test
    void whatAnEntryOfAGroupMustHave() {
        assertThat(parse("35=E|" + HEAD + "66=1|394=1|68=2|73=2|11=a|67=1|55=X|54=1|11=b|67=2|55=Y|"))
                .isTrue();
        assertThat(standard.validate(message)).isFalse();
        assertThat(standard.violation()).hasToString("373=1 371=54 58=Required tag missing, field=54");
    }

    private String verdict(MessageValidator validator, String body) {
        assertThat(parse("35=D|" + HEAD + body)).isTrue();
        return validator.validate(message)
                ? "good"
                : validator.violation().sessionRejectReason() + " "
                        + validator.violation().refTagId();
    }

    private boolean parse(String fields) {
        byte[] bytes = Ascii.fix("8=FIX.4.4|9=100|" + fields + "10=000|");
        return FixParser.parse(bytes, 0, bytes.length, message) == FixParser.Result.OK;
    }
}
