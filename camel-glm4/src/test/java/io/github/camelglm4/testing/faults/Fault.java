package io.github.camelglm4.testing.faults;

import io.github.camelglm4.testing.Reply;
import io.github.camelglm4.testing.ScriptedServer;
import java.util.List;

/**
 * One way in which a service fails, or answers oddly, as bytes on a socket, and what has to come of it.
 *
 * @param name the fault of its row in docs/internals/fault-matrix.md
 * @param variant which of several scripts of that fault; empty for the usual one
 * @param streamed whether the answer was asked for as a stream
 * @param replies of the server, in their order, the last one again and again; none when another place is asked
 * @param timed whether the script waits for what the client does meanwhile, so that a slow machine may change the
 *     outcome
 */
public record Fault(
        String name, String variant, boolean streamed, List<Reply> replies, Expectation expected, boolean timed) {

    /** Of every answer that has no text of its own. */
    public static final String TEXT = "fine";

    /** What had come of a streamed answer that breaks off. */
    public static final String BEGINNING = "fi";

    /** What nobody may quote. */
    public static final String PRIVATE = "PR1VATE";

    /** Options of the endpoint that asks, to follow others; for limits that a test does not have to wait for long. */
    public String options() {
        return expected.options();
    }

    public boolean fails() {
        return expected.failure() != null;
    }

    /** Whether the failure comes after the first chunk: then the stream fails, not the call. */
    public boolean failsTheStream() {
        return fails() && streamed && expected.text() != null;
    }

    /** Has the server play it from now on. */
    public void play(ScriptedServer server) {
        server.reset();
        if (!replies.isEmpty()) {
            replies.subList(0, replies.size() - 1).forEach(server::enqueue);
            server.otherwise(replies.get(replies.size() - 1));
        }
    }

    /** Has the server play it for the first request only, and then answer. */
    public void playOnce(ScriptedServer server) {
        server.reset();
        replies.forEach(server::enqueue);
        server.otherwise(streamed ? Reply.completionStream(TEXT) : Reply.completion(TEXT));
    }

    @Override
    public String toString() {
        return name + (variant.isEmpty() ? "" : " (" + variant + ")") + (streamed ? ", streamed" : "");
    }
}
