package io.weir.gateway.archive;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * Where in the journal the archive was, and the orders that were open there. A small file, whole or not there.
 *
 * @param position everything before it has been taken
 * @param lastOrderId the highest OrderID by then
 * @param open the orders that were open, and at most some that were over and not in a file yet
 */
record ArchiveState(long position, String lastOrderId, List<ArchivedOrder> open) {
    private static final long MAGIC = 0x5745495241524301L;

    ArchiveState(long position, String lastOrderId, Collection<ArchivedOrder> open) {
        this(position, lastOrderId, List.copyOf(open));
    }

    /** Nothing was open at a position, or nothing is known of it. */
    static ArchiveState nothing(long position) {
        return new ArchiveState(position, "", List.of());
    }

    /** Writes it so that a crash leaves the whole of it or nothing. */
    void write(Path file) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeLong(MAGIC);
        out.writeLong(position);
        out.writeUTF(lastOrderId);
        out.writeInt(open.size());
        for (ArchivedOrder order : open) {
            order.write(out);
        }
        CRC32C checksum = new CRC32C();
        checksum.update(bytes.toByteArray());
        out.writeLong(checksum.getValue());
        Path next = file.resolveSibling(file.getFileName() + ".new");
        try (FileChannel channel = FileChannel.open(
                next, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            ByteBuffer content = ByteBuffer.wrap(bytes.toByteArray());
            while (content.hasRemaining()) {
                channel.write(content);
            }
            channel.force(true);
        }
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        ArchiveFiles.force(file.toAbsolutePath().getParent());
    }

    /**
     * Reads one.
     *
     * @throws IOException if it is damaged, or of another version
     */
    static ArchiveState read(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        CRC32C checksum = new CRC32C();
        int length = Math.max(0, bytes.length - Long.BYTES);
        checksum.update(bytes, 0, length);
        if (length == 0 || ByteBuffer.wrap(bytes).getLong(length) != checksum.getValue()) {
            throw new IOException(file + " is damaged");
        }
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes, 0, length));
        if (in.readLong() != MAGIC) {
            throw new IOException(file + " is of another version");
        }
        long position = in.readLong();
        String lastOrderId = in.readUTF();
        int count = in.readInt();
        List<ArchivedOrder> open = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            open.add(ArchivedOrder.read(in));
        }
        return new ArchiveState(position, lastOrderId, open);
    }
}
