package io.weir.fix.dictionary;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.fix.codec.Ascii;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValueFormatTest {
    @ParameterizedTest(name = "{0}: {1} but not {2}")
    @CsvSource(
            delimiter = ';',
            value = {
                "INT; 0 1 -1 007 -0 999999999999999999; + - +1 1.0 1e5 0x1 ' ' 1234567890123456789 --1",
                "LENGTH; 0 12; -1 +1 1. a",
                "SEQNUM; 1 4294967296; -1 1a",
                "NUMINGROUP; 0 3; -1 +1",
                "FLOAT; 0 1 -1 1.5 -.5 1. 0001.1000 123456789012345678901234567890; . - -. +1 1e5 1E5 1.2.3 1,5 --1 NaN",
                "PRICE; 99.95 -0.01; 99,95",
                "PRICEOFFSET; -0.25; x",
                "QTY; 100 0.5; 1e2",
                "AMT; 1000000.00; $1",
                "PERCENTAGE; 0.10; 10%",
                "CHAR; A 1 /; AB",
                "BOOLEAN; Y N; y 1 YN T",
                "STRING; anything ~; ",
                "DATA; anything; ",
                "EXCHANGE; N XNAS O; ",
                "MULTIPLEVALUESTRING; A; ",
                "CURRENCY; USD GBX GBp; US USDX U$D 123",
                "COUNTRY; US; USA U1",
                "UTCDATEONLY; 20261121 20240229 20000229 16000229; 20260229 19000229 20261131 20261301 20260001 20260100 2026112 202611210 2026112a",
                "LOCALMKTDATE; 20261121 20261231; 20261232 202611 20261100",
                "UTCTIMEONLY; 00:00:00 23:59:59 23:59:60 09:30:00.123 09:30:00.123456 09:30:00.123456789;"
                        + " 24:00:00 09:60:00 09:30:61 9:30:00 09:30 09:30:00. 09:30:00.1 09:30:00.12345 09-30-00 09:30:00,123 09:30;00 0930:0000",
                "UTCTIMESTAMP; 20261121-09:30:00 20261121-23:59:60.999 20261121-09:30:00.123456789;"
                        + " 20261121 20261121T09:30:00 20261121-9:30:00 20261131-09:30:00 20261121-09:30:00Z 00000000-00:00:00 20261121-24:00:00",
                "MONTHYEAR; 202611 20261121 202611w1 202611w5; 202613 2026 202611w0 202611w6 20261131 202600 2026-11"
            })
    void valuesOfEachType(FieldType type, String good, String bad) {
        for (String value : good.split(" ", -1)) {
            assertThat(matches(type, value)).as("%s %s", type, value).isTrue();
        }
        if (bad != null) {
            for (String value : bad.split(" ", -1)) {
                assertThat(value.isEmpty() || !matches(type, value))
                        .as("%s %s", type, value)
                        .isTrue();
            }
        }
    }

    @ParameterizedTest(name = "byte {0}")
    @CsvSource({"0", "1", "47", "58", "59", "127", "128", "175", "176", "255"})
    void oneStrangeByteSpoilsATimestampWhereverItIs(int strange) {
        String good = "20261121-09:30:00.123";
        for (int at = 0; at < good.length(); at++) {
            String bad = good.substring(0, at) + (char) strange + good.substring(at + 1);
            boolean isColon = strange == ':' && good.charAt(at) == ':';
            assertThat(matches(FieldType.UTCTIMESTAMP, bad)).as(bad).isEqualTo(isColon);
        }
    }

    private static boolean matches(FieldType type, String value) {
        byte[] bytes = Ascii.bytes("<" + value + ">");
        return ValueFormat.matches(ValueFormat.of(type), bytes, 1, bytes.length - 1);
    }
}
