package io.weir.gateway.archive;

import io.weir.gateway.archive.ArchiveFiles.Part;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Looks for the orders that a question means, newest first: what was written last of an order is where it stands.
 *
 * <p>Bounded by orders and by time; what it has not looked at it says. Confined to one thread.
 */
final class ArchiveSearch {
    /** Orders in an answer. */
    static final int MOST = 50;

    private final OrderQuestion question;
    private final long deadline;
    private final Map<String, ArchivedOrder> found = new LinkedHashMap<>();
    /** Where they stand was said by something newer, and they are not what was asked for. */
    private final Set<String> seen = new LinkedHashSet<>();

    private final List<String> notes = new ArrayList<>();

    /**
     * A search.
     *
     * @param nanos for how long at most
     */
    ArchiveSearch(OrderQuestion question, long nanos) {
        this.question = question;
        deadline = System.nanoTime() + nanos;
    }

    /** Looks at orders that are not in a file. */
    void in(Collection<ArchivedOrder> orders) {
        for (ArchivedOrder each : orders) {
            if (each.isNamed(question.id())) {
                add(each);
            }
        }
    }

    /** Looks into a file that is open. */
    void in(OrderFile file) throws IOException {
        ArchivedOrder order = file.order(question.id());
        if (order != null) {
            add(order);
        }
        for (String orderId : file.called(question.id())) {
            ArchivedOrder each = file.order(orderId);
            if (each != null) {
                add(each);
            }
        }
    }

    /**
     * Looks into the files of parts, the last first.
     *
     * @param files those that are open
     */
    void in(List<Part> parts, OpenFiles files) {
        for (int i = parts.size() - 1; i >= 0; i--) {
            Part part = parts.get(i);
            if (question.day() != OrderQuestion.ANY_DAY && part.day() < question.day()) {
                return;
            }
            if (System.nanoTime() - deadline > 0) {
                notes.add("what was over up to " + ArchiveDays.text(part.day())
                        + " was not searched, for want of time; ask for a day");
                return;
            }
            try {
                OrderFile file = files.of(part);
                if (file != null) {
                    in(file);
                }
            } catch (IOException e) {
                notes.add(String.valueOf(e.getMessage()));
            }
        }
    }

    private void add(ArchivedOrder order) {
        if (!seen.add(order.orderId)) {
            return;
        }
        boolean wanted = (question.session().isEmpty() || isOf(order.session, question.session()))
                && (question.day() == OrderQuestion.ANY_DAY || order.day == question.day());
        if (wanted && found.size() < MOST) {
            found.put(order.orderId, order);
        } else if (wanted && found.size() == MOST && notes.isEmpty()) {
            notes.add("there are more; ask for a session or a day");
        }
    }

    /** A session is named as elsewhere: whole, or by the counterparty's CompID. */
    private static boolean isOf(String session, String name) {
        return session.equals(name) || session.endsWith("->" + name) || session.contains("->" + name + "/");
    }

    /** Something that whoever asks should know. */
    void note(String text) {
        if (!text.isEmpty()) {
            notes.add(text);
        }
    }

    OrderAnswer answer() {
        List<ArchivedOrder> orders = List.copyOf(found.values());
        return new OrderAnswer(orders, String.join("; ", notes));
    }
}
