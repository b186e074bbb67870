package io.github.camelglm4.stream;

import io.github.camelglm4.chat.ChatCompletion;
import io.github.camelglm4.chat.ChatReply;

/**
 * One element for the reader of a stream.
 *
 * @param index its position, 0 for the first
 * @param text the delta; empty for a tool call and for the end
 * @param reply the complete answer for the end; else null
 */
public record StreamElement(int index, Type type, String text, ChatReply reply) {

    public enum Type {
        TEXT("text"),
        REASONING("reasoning"),
        TOOL("tool"),
        END("end");

        private final String label;

        Type(String label) {
            this.label = label;
        }

        /** Returns the value for the header {@code CamelGlm4ChunkType}. */
        public String label() {
            return label;
        }
    }

    /** Returns the complete answer as the service sent it for the end; else null. */
    public ChatCompletion completion() {
        return reply == null ? null : reply.completion();
    }

    /** Returns whether this is the last element. */
    public boolean isEnd() {
        return type == Type.END;
    }
}
