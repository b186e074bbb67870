package io.github.camelglm4.testing.faults;

import io.github.camelglm4.testing.GlmJson;
import io.github.camelglm4.testing.Reply;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * An operation of the service. Faults of connections, statuses, HTTP and sizes are the same for each; its path, its
 * answers and the faults in them are its own.
 */
public enum Api {
    CHAT("/v1/chat/completions", "content", GlmJson::completion, ChatFaults::all),
    /** For two texts. */
    EMBEDDINGS("/v1/embeddings", "embedding", GlmJson::embeddings, EmbeddingFaults::all),
    /** For two documents. */
    RERANK("/v1/rerank", "relevance_score", GlmJson::ranking, RerankFaults::all),
    /** For one text. */
    MODERATION("/v1/moderations", "risk_level", GlmJson::verdict, ModerationFaults::all);

    private final String path;
    private final String field;
    private final Function<String, String> answer;
    private final Supplier<List<FaultScript>> ownFaults;

    Api(String path, String field, Function<String, String> answer, Supplier<List<FaultScript>> ownFaults) {
        this.path = path;
        this.field = field;
        this.answer = answer;
        this.ownFaults = ownFaults;
    }

    /** The path of its requests. */
    public String path() {
        return path;
    }

    /** The JSON of a valid answer. The text is the content of a completion, and the id of any other answer. */
    public String answer(String text) {
        return answer.apply(text);
    }

    /** A valid answer with {@link Fault#TEXT}. */
    public Reply reply() {
        return Reply.json(answer(Fault.TEXT));
    }

    /** A valid answer in which each key of what was requested is there twice; the first value is wrong. */
    String answerWithKeysTwice() {
        return keysTwice(answer(Fault.TEXT));
    }

    String keysTwice(String json) {
        String key = "\"" + field + "\":";
        return json.replace(key, key + "\"" + Fault.PRIVATE + "\"," + key);
    }

    /** Valid responses whose content is wrong only for this operation. */
    List<FaultScript> ownFaults() {
        return ownFaults.get();
    }
}
