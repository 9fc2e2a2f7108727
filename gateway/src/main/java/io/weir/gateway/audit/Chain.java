package io.weir.gateway.audit;

import io.weir.gateway.audit.HashChain.Checkpoint;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;

/**
 * The hash chain: every record is the one that was chained, none is missing, none was cut off at the end.
 *
 * <p>Where the first part of the journal was retired, the first checkpoint behind its beginning is taken as it is. What came
 * behind the last checkpoint is not chained yet.
 */
final class Chain implements Rule {
    private static final int HEADER_BYTES = 48;

    private final List<Checkpoint> checkpoints;
    private final String unreadable;
    private final MessageDigest digest = HashChain.sha256();
    private final ByteBuffer head = ByteBuffer.allocate(41);
    private int next;
    private long end;
    private long checked;
    private boolean begun;
    /** From the first record on, or from the first checkpoint that a journal without its beginning has. */
    private boolean chained;

    private Chain(List<Checkpoint> checkpoints, String unreadable) {
        this.checkpoints = checkpoints;
        this.unreadable = unreadable;
    }

    /** The chain beside a journal; without a file there is nothing to check. */
    static Chain of(Path directory) {
        try {
            return new Chain(HashChain.read(directory.resolve(HashChain.FILE)), "");
        } catch (IOException e) {
            return new Chain(List.of(), String.valueOf(e.getMessage()));
        }
    }

    @Override
    public String sentence() {
        return "[25] the hash chain holds: no record was changed, taken away or cut off";
    }

    @Override
    public void look(Entry entry, Findings findings) {
        if (!begun) {
            begun = true;
            chained = entry.position() < HashChain.FIRST_RECORD_BY;
            digest.update(new byte[HashChain.HASH_BYTES]);
        }
        while (next < checkpoints.size() && checkpoints.get(next).position() <= entry.position()) {
            compare(entry, findings);
        }
        head.clear();
        head.putLong(entry.position()).put(entry.type().code()).putInt(entry.session());
        head.putLong(entry.monoNanos())
                .putLong(entry.utcNanos())
                .putLong(entry.aux())
                .putInt(entry.length());
        digest.update(head.array());
        digest.update(entry.bytes(), entry.start(), entry.length());
        end = entry.position() + (HEADER_BYTES + entry.length() + 7L) / 8 * 8;
    }

    private void compare(Entry entry, Findings findings) {
        Checkpoint checkpoint = checkpoints.get(next++);
        String found = HexFormat.of().formatHex(digest.digest());
        if (chained) {
            checked++;
            if (!found.equals(checkpoint.hash())) {
                long from = next > 1 ? checkpoints.get(next - 2).position() : 0;
                findings.add(
                        this,
                        entry,
                        "a record between positions " + from + " and " + checkpoint.position()
                                + " is not the one that was chained, or is missing");
            }
        }
        // What is behind is checked for itself.
        chained = true;
        digest.update(HexFormat.of().parseHex(checkpoint.hash()));
    }

    @Override
    public void end(Entry last, Findings findings) {
        if (!unreadable.isEmpty()) {
            findings.add(this, last, unreadable);
        }
        while (next < checkpoints.size() && checkpoints.get(next).position() <= end) {
            compare(last, findings);
        }
        if (next < checkpoints.size()) {
            findings.add(
                    this,
                    last,
                    "the journal ends at position " + end + ", but its chain goes on to "
                            + checkpoints.get(checkpoints.size() - 1).position() + ": it was cut off");
        }
    }

    @Override
    public long checked() {
        return checked;
    }
}
