package io.weir.sessions.journal;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Unmaps a used segment at once.
 *
 * <p>A gateway that allocates nothing may not collect its old generation for days, and mappings that wait for the
 * collector would pile up until then. Java 17 has no public way to unmap, so this calls {@code Unsafe.invokeCleaner} by
 * reflection; where that is refused, the collector does it.
 */
final class Unmapping {
    private static final @Nullable MethodHandle INVOKE_CLEANER = invokeCleaner();

    private Unmapping() {}

    private static @Nullable MethodHandle invokeCleaner() {
        try {
            Class<?> unsafe = Class.forName("sun.misc.Unsafe");
            Field instance = unsafe.getDeclaredField("theUnsafe");
            instance.setAccessible(true);
            return MethodHandles.lookup()
                    .findVirtual(unsafe, "invokeCleaner", MethodType.methodType(void.class, ByteBuffer.class))
                    .bindTo(instance.get(null));
        } catch (ReflectiveOperationException | RuntimeException e) {
            return null;
        }
    }

    /** Unmaps the buffer. Nobody may touch it any more: that would end the process. */
    static void unmap(MappedByteBuffer mapped) {
        if (INVOKE_CLEANER == null) {
            return;
        }
        try {
            INVOKE_CLEANER.invoke((ByteBuffer) mapped);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}
