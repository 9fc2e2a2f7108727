package io.weir.bench.stress;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Guesses passwords of ever new users, so that each guess costs a check. Arguments: the port, how many at a time.
 *
 * <p>{@code on} begins, and says {@code guessing N}; {@code off} ends, and says {@code guessed N}.
 */
public final class Guesser {
    private Guesser() {}

    /** Runs until its input ends. */
    public static void main(String[] arguments) throws Exception {
        int port = Integer.parseInt(arguments[0]);
        int atATime = Integer.parseInt(arguments[1]);
        AtomicBoolean on = new AtomicBoolean();
        AtomicInteger guesses = new AtomicInteger();
        for (int i = 0; i < atATime; i++) {
            Thread thread = new Thread(() -> guess(port, on, guesses), "guesser");
            thread.setDaemon(true);
            thread.start();
        }
        BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        String command;
        while ((command = input.readLine()) != null) {
            on.set(command.equals("on"));
            System.out.println(on.get() ? "guessing " + atATime : "guessed " + guesses.getAndSet(0));
        }
        Runtime.getRuntime().halt(0);
    }

    private static void guess(int port, AtomicBoolean on, AtomicInteger guesses) {
        try {
            while (true) {
                if (!on.get()) {
                    Thread.sleep(20);
                    continue;
                }
                try (Party party = new Party(port, "C1", 0)) {
                    int guess = guesses.incrementAndGet();
                    party.send("A", "98=0|108=30|553=user" + guess + "|554=guess" + guess + "|");
                    party.receive();
                } catch (IOException closed) {
                    // As a wrong guess is.
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
