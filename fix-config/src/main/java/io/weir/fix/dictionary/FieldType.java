package io.weir.fix.dictionary;

import java.util.Locale;

/** The data types of FIX 4.4 (volume 1), as a dictionary file names them. */
public enum FieldType {
    STRING,
    CHAR,
    INT,
    LENGTH,
    SEQNUM,
    NUMINGROUP,
    FLOAT,
    PRICE,
    PRICEOFFSET,
    QTY,
    AMT,
    PERCENTAGE,
    BOOLEAN,
    MULTIPLEVALUESTRING,
    CURRENCY,
    COUNTRY,
    EXCHANGE,
    UTCTIMESTAMP,
    UTCDATEONLY,
    UTCTIMEONLY,
    LOCALMKTDATE,
    MONTHYEAR,
    DATA;

    /**
     * The type of a name.
     *
     * @throws IllegalArgumentException if FIX 4.4 has no such type
     */
    static FieldType of(String name) {
        return switch (name) {
            case "DAYOFMONTH" -> INT;
            case "UTCDATE" -> UTCDATEONLY;
            default -> valueOf(name.toUpperCase(Locale.ROOT));
        };
    }
}
