package io.weir.conformance.acceptance;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One acceptance definition: {@code I} lines are sent, {@code E} lines expected, {@code iCONNECT} and {@code eDISCONNECT}
 * open a connection and await its end, a digit names the client.
 *
 * @param name the file's name
 * @param steps its lines
 */
record Definition(String name, List<Step> steps) {
    private static final Pattern EVENT = Pattern.compile("([ie])(\\d*),?(CONNECT|DISCONNECT).*");
    private static final Pattern MESSAGE = Pattern.compile("([IE])(?:(\\d),)?(.*)", Pattern.DOTALL);

    static Definition read(Path file) throws IOException {
        List<Step> steps = new ArrayList<>();
        String[] lines = Files.readString(file, StandardCharsets.ISO_8859_1).split("\n", -1);
        for (int i = 0; i < lines.length; i++) {
            String line = lines[i].replaceAll("\r+$", "");
            if (!line.isBlank() && !line.stripLeading().startsWith("#")) {
                steps.add(step(file, i + 1, line));
            }
        }
        return new Definition(file.getFileName().toString(), List.copyOf(steps));
    }

    private static Step step(Path file, int number, String line) {
        Matcher event = EVENT.matcher(line);
        if (event.matches()) {
            boolean connects = event.group(3).equals("CONNECT");
            Step.Action action = connects ? Step.Action.CONNECT : Step.Action.AWAIT_DISCONNECT;
            return new Step(number, action, client(event.group(2)), "");
        }
        Matcher message = MESSAGE.matcher(line);
        if (!message.matches()) {
            throw new IllegalArgumentException(file + ":" + number + ": " + line);
        }
        Step.Action action = message.group(1).equals("I") ? Step.Action.SEND : Step.Action.EXPECT;
        return new Step(number, action, client(message.group(2)), message.group(3));
    }

    private static int client(String digits) {
        return digits == null || digits.isEmpty() ? 1 : Integer.parseInt(digits);
    }

    /** Whether it waits for heartbeats, which takes as long as it takes. */
    boolean isSlow() {
        return steps.stream()
                .anyMatch(step -> step.action() == Step.Action.EXPECT
                        && step.text().contains("\u000135=0\u0001")
                        && !step.text().contains("\u0001112="));
    }
}
