package io.github.camelglm4.stream;

import io.github.camelglm4.chat.ChatCompletion;
import io.github.camelglm4.chat.ChatReply;

/**
 * What a reader of a stream gets, one after the other.
 *
 * @param index its place, 0 for the first
 * @param text the delta; empty for a tool's and for the end
 * @param reply the whole answer, with the end only; else null
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

        /** The name in the header {@code CamelGlm4ChunkType}. */
        public String label() {
            return label;
        }
    }

    /** The whole answer as the service sent it, with the end only; else null. */
    public ChatCompletion completion() {
        return reply == null ? null : reply.completion();
    }

    /** Whether nothing comes after it. */
    public boolean isEnd() {
        return type == Type.END;
    }
}
