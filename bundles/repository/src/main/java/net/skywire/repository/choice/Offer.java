package net.skywire.repository.choice;

import net.skywire.repository.index.Release;
import net.skywire.repository.store.Configured;

/** A release, and the repository that has it. */
public record Offer(Configured repository, Release release) {}
