package io.weir.conformance.kill;

import java.nio.file.Path;

/**
 * What a kill run is to do.
 *
 * @param kills how many
 * @param seed decides when, and what both sides do
 * @param durability of the gateway's journal: none, group or always
 * @param directory where all files go
 */
record KillPlan(int kills, long seed, String durability, Path directory) {}
