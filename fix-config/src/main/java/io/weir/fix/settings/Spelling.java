package io.weir.fix.settings;

import java.util.Collection;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The known word that somebody probably meant. */
final class Spelling {
    private Spelling() {}

    /** The nearest of the known words, the first of equals; null where none is near. */
    static @Nullable String nearest(String word, Collection<String> known) {
        String best = null;
        int bestDistance = Math.max(2, word.length() / 3) + 1;
        for (String candidate : known) {
            int distance = distance(word.toLowerCase(Locale.ROOT), candidate.toLowerCase(Locale.ROOT));
            if (distance < bestDistance) {
                best = candidate;
                bestDistance = distance;
            }
        }
        return best;
    }

    /** What should be there instead of an unknown key. */
    static String key(String word, Collection<String> known) {
        String nearest = nearest(word, known);
        return nearest == null ? "one of " + String.join(", ", known) : "a known key (did you mean " + nearest + "?)";
    }

    /** What should be there instead of a value that is none of the possible ones. */
    static String value(String word, Collection<String> known) {
        String nearest = nearest(word, known);
        return "one of " + String.join(", ", known) + (nearest == null ? "" : " (did you mean " + nearest + "?)");
    }

    /** Insertions, deletions and replacements from one word to the other (Wagner and Fischer 1974). */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
