package io.weir.conformance.acceptance;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One acceptance definition: {@code I} lines are sent, {@code E} lines expected, {@code iCONNECT} and {@code eDISCONNECT}
 * open a connection and await its end, a digit names the client. What our own scripts have beside that is described in the
 * module's README.
 *
 * @param name the file's name
 * @param settings the keys of its {@code set} lines
 * @param start when its clock begins, as a FIX timestamp; empty where that does not matter
 * @param steps its other lines
 */
record Definition(String name, Map<String, String> settings, String start, List<Step> steps) {
    private static final Pattern EVENT =
            Pattern.compile("([ie])(\\d*),?(CONNECT|DISCONNECT|ACCEPT|REFUSE|SILENCE|ALERT)(?:\\s+(.*))?");
    private static final Pattern MESSAGE = Pattern.compile("([IE])(?:(\\d),)?(.*)", Pattern.DOTALL);
    private static final Pattern SETTING = Pattern.compile("set ([A-Za-z0-9]+)=(.*)");
    private static final Pattern START = Pattern.compile("clock (\\d{8}-\\d\\d:\\d\\d:\\d\\d(?:\\.\\d+)?)");
    private static final Pattern WAIT = Pattern.compile("wait (\\d+(?:\\.\\d+)?)");
    private static final Pattern COMMAND = Pattern.compile("do (\\S.*)");

    static Definition read(Path file) throws IOException {
        Map<String, String> settings = new LinkedHashMap<>();
        String start = "";
        List<Step> steps = new ArrayList<>();
        String[] lines = Files.readString(file, StandardCharsets.ISO_8859_1).split("\n", -1);
        for (int i = 0; i < lines.length; i++) {
            String line = lines[i].replaceAll("\r+$", "");
            Matcher setting = SETTING.matcher(line);
            Matcher clock = START.matcher(line);
            if (setting.matches() && steps.isEmpty()) {
                settings.put(setting.group(1), setting.group(2));
            } else if (clock.matches() && steps.isEmpty()) {
                start = clock.group(1);
            } else if (!line.isBlank() && !line.stripLeading().startsWith("#")) {
                steps.add(step(file, i + 1, line));
            }
        }
        return new Definition(file.getFileName().toString(), settings, start, List.copyOf(steps));
    }

    private static Step step(Path file, int number, String line) {
        Matcher event = EVENT.matcher(line);
        if (event.matches()) {
            Step.Action action = action(event.group(1) + event.group(3));
            String text = event.group(4) == null ? "" : event.group(4).strip();
            if (action != null) {
                return new Step(number, action, client(event.group(2)), text);
            }
        }
        Matcher wait = WAIT.matcher(line);
        if (wait.matches()) {
            return new Step(number, Step.Action.WAIT, 0, wait.group(1));
        }
        Matcher command = COMMAND.matcher(line);
        if (command.matches()) {
            return new Step(number, Step.Action.COMMAND, 0, command.group(1).replace('|', '\u0001'));
        }
        if (line.equals("restart")) {
            return new Step(number, Step.Action.RESTART, 0, "");
        }
        Matcher message = MESSAGE.matcher(line);
        if (!message.matches() || event.matches()) {
            throw new IllegalArgumentException(file + ":" + number + ": " + line);
        }
        Step.Action action = message.group(1).equals("I") ? Step.Action.SEND : Step.Action.EXPECT;
        String text = message.group(3);
        String fields = text.indexOf('\u0001') < 0 ? text.replace('|', '\u0001') : text;
        return new Step(number, action, client(message.group(2)), fields);
    }

    private static Step.@org.jspecify.annotations.Nullable Action action(String event) {
        return switch (event) {
            case "iCONNECT" -> Step.Action.CONNECT;
            case "iDISCONNECT" -> Step.Action.DISCONNECT;
            case "eDISCONNECT" -> Step.Action.AWAIT_DISCONNECT;
            case "eCONNECT" -> Step.Action.AWAIT_CONNECT;
            case "iACCEPT" -> Step.Action.ACCEPT;
            case "iREFUSE" -> Step.Action.REFUSE;
            case "eSILENCE" -> Step.Action.SILENCE;
            case "eALERT" -> Step.Action.ALERT;
            default -> null;
        };
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
