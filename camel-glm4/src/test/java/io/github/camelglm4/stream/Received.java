package io.github.camelglm4.stream;

import io.github.camelglm4.chat.ChatCompletion;
import io.github.camelglm4.error.Glm4Exception;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/**
 * What a reader received from a stream.
 *
 * @param exchange the calling exchange
 * @param chunks all messages in order, including the end
 * @param whole the complete answer; null after a failure
 * @param failure of the exchange, or of the stream after these chunks; null if there was none
 */
public record Received(Exchange exchange, List<Message> chunks, ChatCompletion whole, Glm4Exception failure) {

    /** Returns the deltas of this type ({@code text}, {@code reasoning}, {@code tool}, {@code end}) in order. */
    public List<String> ofType(String type) {
        String from = type.equals("reasoning") ? "CamelGlm4ReasoningContent" : null;
        return chunks.stream()
                .filter(chunk -> type.equals(chunk.getHeader("CamelGlm4ChunkType")))
                .map(chunk -> from == null ? chunk.getBody(String.class) : chunk.getHeader(from, String.class))
                .toList();
    }

    public String text() {
        return String.join("", ofType("text"));
    }

    /** Returns a header of the last chunk, which describes the complete answer. */
    public Object endHeader(String name) {
        return chunks.get(chunks.size() - 1).getHeader(name);
    }

    /** Returns whether the exchange continued before the failure: then the stream has failed, not the call. */
    public boolean began() {
        return exchange.getException() == null;
    }
}
