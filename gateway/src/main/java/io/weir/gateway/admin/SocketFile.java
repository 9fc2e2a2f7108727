package io.weir.gateway.admin;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * The file of the socket, and who may open it.
 *
 * <p>Its folder, if it is not there, becomes the owner's alone, and so does the socket. Where an administrator has made the
 * folder with the setgid bit ({@code install -d -m 2750 -g GROUP DIR}), the socket belongs to that group, and its members may
 * use it: so a second person reaches the gateway.
 */
final class SocketFile {
    private static final int SETGID = 02000;

    private final Path path;
    private final boolean shared;

    private SocketFile(Path path, boolean shared) {
        this.path = path;
        this.shared = shared;
    }

    /** Prepares the folder, and takes away what a gateway left that is gone. */
    static SocketFile prepare(Path socket) throws IOException {
        Path path = socket.toAbsolutePath();
        Path folder = path.getParent();
        if (folder != null && !Files.isDirectory(folder)) {
            Files.createDirectories(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
        if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            removeStale(path);
        }
        boolean shared = folder != null && ((int) Files.getAttribute(folder, "unix:mode") & SETGID) != 0;
        return new SocketFile(path, shared);
    }

    private static void removeStale(Path path) throws IOException {
        if (!Files.readAttributes(path, java.nio.file.attribute.BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                .isOther()) {
            throw new IOException(path + " is there and is no socket");
        }
        try (SocketChannel probe = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            probe.connect(UnixDomainSocketAddress.of(path));
        } catch (IOException nobodyListens) {
            Files.deleteIfExists(path);
            return;
        }
        throw new IOException("another gateway listens on " + path);
    }

    /** Listens there. */
    ServerSocketChannel bind() throws IOException {
        ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.bind(UnixDomainSocketAddress.of(path));
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(shared ? "rw-rw----" : "rw-------"));
            return channel;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /**
     * Whether a user may command us: the owner and root; everybody whom the folder lets in where it is shared. Asked of each
     * one, as a socket is open to more for the moment between its making and its mode.
     */
    boolean admits(String user) throws IOException {
        return shared || user.equals("root") || user.equals(Files.getOwner(path).getName());
    }

    void delete() throws IOException {
        Files.deleteIfExists(path);
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
