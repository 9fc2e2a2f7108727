package io.weir.conformance.simulation;

/**
 * Makes a failing play as small as it goes: without every kind of trouble that it does not need, and with the fewest steps.
 *
 * @param play the smallest that fails
 * @param outcome of it
 */
record Shrinking(Simulation.Play play, Simulation.Outcome outcome) {
    /** Plays. */
    interface Player {
        /** Plays, with or without its story. */
        Simulation.Outcome play(Simulation.Play play, boolean tells);
    }

    static Shrinking of(Player simulation, Simulation.Play failing, Simulation.Outcome first) {
        Shrinking smallest = new Shrinking(failing, first);
        for (Faults.Kind kind : Faults.Kind.values()) {
            Simulation.Play play = smallest.play;
            smallest = smallest.orIfItFails(
                    simulation, new Simulation.Play(play.seed(), play.faults().without(kind), play.steps()));
        }
        int most = smallest.outcome.steps();
        for (int fewer = most / 2; fewer > 0; fewer /= 2) {
            while (true) {
                Simulation.Play play = smallest.play;
                int steps = smallest.outcome.steps() - fewer;
                if (steps <= 0) {
                    break;
                }
                Shrinking next =
                        smallest.orIfItFails(simulation, new Simulation.Play(play.seed(), play.faults(), steps));
                if (next.equals(smallest)) {
                    break;
                }
                smallest = next;
            }
        }
        return smallest;
    }

    private Shrinking orIfItFails(Player simulation, Simulation.Play smaller) {
        Simulation.Outcome next = simulation.play(smaller, false);
        return next.holds() ? this : new Shrinking(smaller, next);
    }

    /** What failed, and the command that shows it. */
    String words() {
        StringBuilder command = new StringBuilder("conformance-tests/simulate --seed " + play.seed());
        if (play.steps() != Integer.MAX_VALUE) {
            command.append(" --steps ").append(play.steps());
        }
        for (Faults.Kind kind : Faults.Kind.values()) {
            if (!play.faults().has(kind)) {
                command.append(" --without ").append(kind);
            }
        }
        return "seed " + play.seed() + " failed after " + outcome.steps() + " steps: " + outcome.finding() + "\n    "
                + command;
    }
}
