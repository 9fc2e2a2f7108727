package io.weir.fix.dictionary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DictionaryTest {
    private static final int NEW_ORDER_SINGLE = 'D';
    private static final int TRADE_CAPTURE_REPORT = 'A' << 8 | 'E';

    @TempDir
    Path directory;

    @Test
    void theTablesOfFix44() {
        Dictionary dictionary = Dictionary.load();
        assertThat(dictionary.messages()).hasSize(92);
        assertThat(dictionary.type(38)).isEqualTo(FieldType.QTY);
        assertThat(dictionary.name(847)).isEqualTo("TargetStrategy");
        assertThat(dictionary.values(54)).startsWith("1", "2", "3");
        assertThat(dictionary.values(65)).as("its values are only examples").isEmpty();
        assertThat(dictionary.has(4999)).isFalse();
        assertThat(dictionary.message(TRADE_CAPTURE_REPORT)).isNotNull();
        assertThat(dictionary.message('*')).isNull();
        assertThat(dictionary.header().has(34)).isTrue();
        assertThat(dictionary.trailer().has(10)).isTrue();
    }

    @Test
    void theOverlayAddsStrategyParameters() {
        MessageDefinition order = Dictionary.load().message(NEW_ORDER_SINGLE);
        assertThat(order).isNotNull();
        GroupDefinition group = order.group(957);
        assertThat(group).isNotNull();
        assertThat(group.delimiter()).isEqualTo(958);
        assertThat(group.size()).isEqualTo(3);
        assertThat(group.positionOf(960)).isEqualTo(2);
        assertThat(group.positionOf(961)).isEqualTo(-1);
        assertThat(List.of(order.has(847), order.has(848), order.has(849), order.has(168), order.has(126)))
                .containsOnly(true);
    }

    @Test
    void aUsersFileAddsTagsAndValues() throws Exception {
        Path file = write("""
                <fix>
                  <messages>
                    <message name="NewOrderSingle" msgtype="D"><field name="Desk" required="N"/></message>
                  </messages>
                  <fields><field number="9001" name="Desk" type="CHAR"><value enum="X"/></field></fields>
                </fix>
                """);
        Dictionary dictionary = Dictionary.load(List.of(file));
        MessageDefinition order = dictionary.message(NEW_ORDER_SINGLE);
        assertThat(order).isNotNull();
        assertThat(order.has(9001)).isTrue();
        assertThat(order.has(55)).isTrue();
        assertThat(dictionary.values(9001)).containsExactly("X");
    }

    @Test
    void aFileThatNamesWhatNobodyDefines() throws IOException {
        Path file = write("""
                <fix>
                  <messages>
                    <message name="NewOrderSingle" msgtype="D">
                      <field name="Nobody" required="N"/>
                    </message>
                  </messages>
                </fix>
                """);
        assertThatThrownBy(() -> Dictionary.load(List.of(file)))
                .isInstanceOfSatisfying(DictionaryException.class, broken -> {
                    assertThat(broken.file()).isEqualTo(file.toString());
                    assertThat(broken.line()).isEqualTo(4);
                    assertThat(broken).hasMessage("field Nobody is not defined");
                });
    }

    @Test
    void aComponentInItself() throws IOException {
        Path file = write("""
                <fix>
                  <messages><message name="N" msgtype="D"><component name="Loop"/></message></messages>
                  <components><component name="Loop"><component name="Loop"/></component></components>
                </fix>
                """);
        assertThatThrownBy(() -> Dictionary.load(List.of(file))).hasMessageContaining("nested too deeply");
    }

    @Test
    void aFileReadsNothingBeyondItself() throws IOException {
        Path secret = Files.writeString(directory.resolve("secret"), "<field number='1' name='x' type='INT'/>");
        Path file = write(
                "<!DOCTYPE fix [<!ENTITY leak SYSTEM '" + secret.toUri() + "'>]>\n<fix><fields>&leak;</fields></fix>");
        assertThatThrownBy(() -> Dictionary.load(List.of(file)))
                .isInstanceOf(DictionaryException.class)
                .hasMessage("not well-formed XML");
    }

    @Test
    void aFileThatIsNotThere() {
        assertThatThrownBy(() -> Dictionary.load(List.of(directory.resolve("absent.xml"))))
                .isInstanceOf(DictionaryException.class)
                .hasMessage("cannot be read");
    }

    private Path write(String xml) throws IOException {
        return Files.writeString(directory.resolve("user.xml"), xml);
    }
}
