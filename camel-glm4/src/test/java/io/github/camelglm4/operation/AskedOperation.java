package io.github.camelglm4.operation;

import io.github.camelglm4.testing.faults.Api;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.Message;

/** An operation with its scheme, and messages to it. */
enum AskedOperation {
    EMBEDDING(Api.EMBEDDINGS, "glm4-embedding", 2) {
        @Override
        Object outcome(Message answered) {
            return List.of(answered.getBody(), answered.getHeader("CamelGlm4EmbeddingDimensions"));
        }

        @Override
        Object expected() {
            return List.of(List.of(List.of(1f, 0.5f), List.of(2f, 0.5f)), 2);
        }
    },
    RERANK(Api.RERANK, "glm4-rerank", 128) {
        @Override
        Object outcome(Message answered) {
            return List.of(answered.getBody(), answered.getHeader("CamelGlm4RerankScores"));
        }

        @Override
        Object expected() {
            return List.of(List.of("second", QUESTION), List.of(0.75, 0.25));
        }
    },
    MODERATION(Api.MODERATION, "glm4-moderation", 1) {
        @Override
        Object body() {
            return QUESTION;
        }

        @Override
        Object outcome(Message answered) {
            return List.of(answered.getBody(), answered.getHeader("CamelGlm4RiskLevel"));
        }

        @Override
        Object expected() {
            return List.of(QUESTION, "REVIEW");
        }
    };

    static final String QUESTION = "Qu3stionOfSomebody";

    /** The requests of one exchange that run at the same time by default. */
    static final int PARALLEL = 4;

    static final String SECOND_REQUEST = "request 2";
    static final String LAST_REQUEST = "request 5";

    private final Api api;
    private final String scheme;
    private final int elementsOfARequest;

    AskedOperation(Api api, String scheme, int elementsOfARequest) {
        this.api = api;
        this.scheme = scheme;
        this.elementsOfARequest = elementsOfARequest;
    }

    Api api() {
        return api;
    }

    /** An endpoint with this model, and with a permit for that many requests. */
    String uri(String model, int permits) {
        return scheme + ":" + model + "?maxConcurrentRequests=" + permits;
    }

    /** The headers of each message, some of them of an earlier call. */
    static Map<String, Object> headers() {
        return Map.of("mine", "stays", "CamelGlm4Attempts", 7, "CamelGlm4RerankQuery", QUESTION);
    }

    /** A message that is one request, which {@link Api#reply()} answers. */
    Object body() {
        return List.of(QUESTION, "second");
    }

    /** A message of five requests, one more than run at the same time. Its texts are the names of the requests. */
    List<String> bodyOfFiveRequests() {
        return Stream.of("request 1", SECOND_REQUEST, "request 3", "request 4", LAST_REQUEST)
                .flatMap(request -> Collections.nCopies(elementsOfARequest, request).stream())
                .toList();
    }

    /** The option for them. */
    String optionsOfFiveRequests() {
        return this == EMBEDDING ? "&maxInputs=2" : "";
    }

    /** What a message became. */
    abstract Object outcome(Message answered);

    /** What {@link #body()} becomes. */
    abstract Object expected();
}
