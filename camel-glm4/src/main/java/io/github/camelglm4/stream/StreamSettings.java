package io.github.camelglm4.stream;

/**
 * What an endpoint's options say about streams.
 *
 * @param stripThinking whether a thinking part in the text becomes reasoning
 * @param abandonMillis how long a stream may lie unread before its request is cancelled
 */
public record StreamSettings(boolean stripThinking, long abandonMillis) {}
