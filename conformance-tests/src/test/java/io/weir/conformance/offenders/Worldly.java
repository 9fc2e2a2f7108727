package io.weir.conformance.offenders;

import java.io.InputStream;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One sin against innocence in each method, so that the rule can be seen to find it. */
@SuppressWarnings({"unused", "AnnotateFormatMethod", "ObjectToString"}) // Never run, only read.
public final class Worldly {
    long clock() {
        return System.nanoTime();
    }

    long wallClock() {
        return System.currentTimeMillis();
    }

    Instant instant() {
        return Instant.now();
    }

    Supplier<LocalDate> dateByReference() {
        return LocalDate::now;
    }

    Thread thread() {
        return new Thread();
    }

    int file(InputStream in) throws Exception {
        return in.read();
    }

    Path path(Path path) {
        return path.getParent();
    }

    int socket(InetSocketAddress address) {
        return address.getPort();
    }

    long concurrent() {
        return TimeUnit.SECONDS.toNanos(1);
    }

    void lock(ReentrantLock lock) {
        lock.lock();
    }

    int random() {
        return new Random(1).nextInt();
    }

    double randomOfMath() {
        return Math.random();
    }

    UUID randomId() {
        return UUID.randomUUID();
    }

    void log() {
        Logger log = LoggerFactory.getLogger(Worldly.class);
        log.info("said");
    }

    void standardOutput() {
        System.out.println("said");
    }

    String environment() {
        return System.getenv("HOME");
    }

    double inexact(double x) {
        return Math.log(x) + Math.sqrt(x);
    }

    Map<String, String> unordered() {
        return new HashMap<>();
    }

    Supplier<Map<String, String>> unorderedByReference() {
        return HashMap::new;
    }

    Set<String> salted() {
        return Set.of("a", "b");
    }

    Set<String> collected(List<String> names) {
        return names.stream().collect(Collectors.toSet());
    }

    long parallel(List<String> names) {
        return names.parallelStream().count();
    }

    int address(Object any) {
        return any.hashCode();
    }

    Locale locale() {
        return Locale.getDefault();
    }

    String digitsOfTheMachine(long value) {
        return String.format("%d", value);
    }
}
