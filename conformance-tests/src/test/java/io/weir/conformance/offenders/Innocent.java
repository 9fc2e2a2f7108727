package io.weir.conformance.offenders;

import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What a room that decides may well do. */
@SuppressWarnings("unused") // Never run, only read.
public final class Innocent {
    double exact(double x) {
        return Math.max(Math.sqrt(x), StrictMath.log(x));
    }

    void copies(byte[] from, byte[] to) {
        System.arraycopy(from, 0, to, 0, from.length);
    }

    LocalDate date(long epochDay) {
        return LocalDate.ofEpochDay(epochDay);
    }

    Map<String, Long> ordered() {
        return new LinkedHashMap<>(Map.of());
    }

    Set<String> collected(List<String> names) {
        return names.stream().collect(Collectors.toCollection(TreeSet::new));
    }

    String text(String name, long value) {
        return String.format(Locale.ROOT, "%s %d", name.toUpperCase(Locale.ROOT), value);
    }

    long bytes(ByteBuffer buffer) {
        return buffer.getLong(0);
    }
}
