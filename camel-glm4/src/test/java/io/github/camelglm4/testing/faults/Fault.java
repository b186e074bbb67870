package io.github.camelglm4.testing.faults;

import io.github.camelglm4.testing.Reply;
import io.github.camelglm4.testing.ScriptedServer;
import java.util.List;

/**
 * One failure or unusual answer of a service, as bytes on a socket, and its expected outcome.
 *
 * @param name the name in its row in docs/internals/fault-matrix.md
 * @param variant the name of one of several scripts of the fault; empty for the default
 * @param streamed whether a stream is requested
 * @param replies the replies of the server in order, the last one repeatedly; none if another address is called
 * @param timed whether the script waits for an action of the client, so that a slow machine may change the outcome
 */
public record Fault(
        String name, String variant, boolean streamed, List<Reply> replies, Expectation expected, boolean timed) {

    /** The default text of answers. */
    public static final String TEXT = "fine";

    /** The text received before a stream is interrupted. */
    public static final String BEGINNING = "fi";

    /** Text that must not be quoted in messages. */
    public static final String PRIVATE = "PR1VATE";

    /** More options of the calling endpoint: limits for which a test does not wait long. */
    public String options() {
        return expected.options();
    }

    public boolean fails() {
        return expected.failure() != null;
    }

    /** Whether the failure occurs after the first chunk: then the stream fails, not the call. */
    public boolean failsTheStream() {
        return fails() && streamed && expected.text() != null;
    }

    /** Lets the server play it from now on. */
    public void play(ScriptedServer server) {
        server.reset();
        if (!replies.isEmpty()) {
            replies.subList(0, replies.size() - 1).forEach(server::enqueue);
            server.otherwise(replies.get(replies.size() - 1));
        }
    }

    /** Lets the server play it only for the first request, and answer the next ones. */
    public void playOnce(ScriptedServer server, Api api) {
        server.reset();
        replies.forEach(server::enqueue);
        server.otherwise(streamed ? Reply.completionStream(TEXT) : api.reply());
    }

    @Override
    public String toString() {
        return name + (variant.isEmpty() ? "" : " (" + variant + ")") + (streamed ? ", streamed" : "");
    }
}
