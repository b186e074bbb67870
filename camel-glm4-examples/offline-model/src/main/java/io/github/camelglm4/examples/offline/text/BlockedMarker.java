package io.github.camelglm4.examples.offline.text;

/** Users write this marker into a text to see what their route does if moderation blocks it. */
public final class BlockedMarker {
    private static final String MARKER = "[blocked]";

    /** Why a text with the marker is refused. */
    public static final String MESSAGE = "The text contains " + MARKER + ".";

    private BlockedMarker() {}

    public static boolean isIn(String text) {
        return text.contains(MARKER);
    }
}
