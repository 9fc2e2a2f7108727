package io.weir.conformance.simulation;

import java.io.IOException;
import java.util.SplittableRandom;

/** What goes wrong with the machine that the gateway runs on: its disk, its clocks; and how its days pass. */
final class Machine {
    private static final long MINUTE = 60;
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = 24 * HOUR;
    private static final long MILLIS = 1_000_000;
    private static final long SECONDS = 1_000_000_000;
    /** Seconds of the day, UTC: from where a calm would meet the end of a session, and when the next one has begun. */
    private static final long BEFORE_NIGHT = 20 * HOUR + 30 * MINUTE;

    private static final long AFTER_NIGHT = 22 * HOUR + 6 * MINUTE;
    private static final long BETWEEN = 22 * HOUR + 30;
    /** Bytes that are free when the disk is nearly full. */
    private static final long NEARLY_FULL = 64 << 10;

    private final World world;
    private final SplittableRandom random;
    /** So many operations of the disk go well. */
    private int operations = Integer.MAX_VALUE;

    Machine(World world, SplittableRandom random) {
        this.world = world;
        this.random = random;
    }

    /** The number of the hours of a session that ends at 21:58 and begins anew at 22:03: from the middle between on the next. */
    static long hoursAt(long utcNanos) {
        return Math.floorDiv(utcNanos / SECONDS - BETWEEN, DAY);
    }

    /** The process has ended: with it the fault that it would have met. */
    void reboots() {
        operations = Integer.MAX_VALUE;
    }

    /** An operation of the disk: it may take its time, or fail. */
    void disk(String operation) throws IOException {
        if (world.draining) {
            return;
        }
        if (operation.equals("force") && world.faults.has(Faults.Kind.SLOW_DISK) && random.nextInt(3_000) == 0) {
            world.clock.advanceTo(world.clock.now() + random.nextLong(12 * SECONDS));
        }
        if (operations-- <= 0) {
            operations = Integer.MAX_VALUE;
            world.tell(() -> "the disk fails a " + operation);
            world.note(Happening.DISK_FAILED);
            throw new IOException(random.nextBoolean() ? "Input/output error" : "No space left on device");
        }
    }

    /** One of the next operations of the disk fails. */
    void failDisk() {
        operations = random.nextInt(20);
    }

    /** The disk is nearly full for a while. */
    void fillDisk() {
        world.tell(() -> "the disk is nearly full");
        world.disk.usableBytes(NEARLY_FULL);
        world.later(random.nextLong(120_000), this::emptyDisk);
    }

    /** There is room on the disk again. */
    void emptyDisk() {
        world.tell(() -> "the disk has room");
        world.disk.usableBytes(Long.MAX_VALUE / 2);
    }

    /** Somebody sets the machine's wall clock. */
    void stepClock() {
        long seconds = random.nextLong(-90, 91);
        world.tell(() -> "the wall clock steps by " + seconds + " s");
        world.clock.step(seconds * SECONDS);
        world.note(Happening.CLOCK_SET);
    }

    /** The machine stands still for a while. */
    void pause() {
        long nanos = random.nextLong(60 * SECONDS);
        world.tell(() -> "the machine pauses for " + nanos / MILLIS + " ms");
        world.clock.advanceTo(world.clock.now() + nanos);
        world.note(Happening.PAUSED);
    }

    /** Everybody goes home, and comes back the next day. */
    void night() {
        world.tell(() -> "night");
        world.note(Happening.NIGHT);
        for (Party party : world.parties) {
            party.dropped();
        }
        world.pass((18 * HOUR + random.nextLong(6 * HOUR)) * 1_000);
    }

    /** Waits until no session is out of its hours, nor soon will be. */
    void awaitHours() {
        long second = Math.floorMod(world.utc() / SECONDS, DAY);
        if (second > BEFORE_NIGHT && second < AFTER_NIGHT) {
            world.pass((AFTER_NIGHT - second) * 1_000);
        }
    }
}
