package io.weir.conformance.acceptance;

import java.io.IOException;

/** Plays a definition on a stage, and says where it departs from it. */
final class Player {
    private final Stage stage;

    Player(Stage stage) {
        this.stage = stage;
    }

    /** What is not as the definition says; empty where all is. */
    String play(Definition definition) {
        int line = 0;
        try {
            for (Step step : definition.steps()) {
                line = step.line();
                String difference = play(step);
                if (!difference.isEmpty()) {
                    return "line " + line + ": " + difference;
                }
            }
            String left = stage.leftOver();
            return left.isEmpty() ? "" : "after the last line: " + left;
        } catch (IOException | RuntimeException e) {
            return "line " + line + ": " + e;
        }
    }

    private String play(Step step) throws IOException {
        return switch (step.action()) {
            case CONNECT -> {
                stage.connect(step.client());
                yield "";
            }
            case SEND -> {
                stage.send(step.client(), step.text());
                yield "";
            }
            case EXPECT -> stage.expect(step.client(), step.text());
            case AWAIT_DISCONNECT -> stage.awaitDisconnect(step.client());
            default -> stage.play(step);
        };
    }
}
