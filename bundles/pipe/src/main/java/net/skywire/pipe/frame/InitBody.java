package net.skywire.pipe.frame;

/**
 * What an app says of itself.
 *
 * @param sendWindow the Sends of a loop it would leave unanswered; 0 if it says nothing of that, as Go apps
 */
public record InitBody(String appName, String appVersion, String protocolVersion, int sendWindow) {}
