package net.skywire.pipe.frame;

import net.skywire.app.Addr;

/**
 * What a node answers.
 *
 * @param sendWindow the Sends of a loop that may be unanswered; 1 if the node says nothing of that, as Go nodes
 * @param addr where the app is reached; null if the node does not say
 */
public record InitAnswer(int sendWindow, Addr addr) {}
