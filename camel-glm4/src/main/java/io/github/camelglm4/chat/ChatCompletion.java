package io.github.camelglm4.chat;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.github.camelglm4.error.ErrorBody;
import io.github.camelglm4.error.FailureDetails;
import io.github.camelglm4.error.Glm4ContentFilterException;
import io.github.camelglm4.error.Glm4ContextLengthException;
import io.github.camelglm4.error.Glm4ResponseException;
import io.github.camelglm4.error.Glm4ServerException;
import io.github.camelglm4.json.Fields;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * An answer of the model, with all fields of its JSON, in the format of the platform or of OpenAI. In a route it
 * converts to a String (its text) and to a Map; {@code marshal().json()} writes its JSON.
 *
 * @param id the id of the answer, or null if the service sent none
 * @param created seconds since 1970, or null
 * @param model the model that answered, which may be spelled differently from the requested one; or null
 * @param choices the alternatives: one, unless the request requires more; never null
 * @param usage the number of tokens, or null if the service did not report it
 * @param others all further fields ({@code request_id}, {@code object}, {@code web_search}, ...); never null
 */
public record ChatCompletion(
        String id, Long created, String model, List<Choice> choices, Usage usage, Map<String, Object> others)
        implements TextualBody {

    static final Set<String> COMPONENTS = Set.of("id", "created", "model", "choices", "usage");
    private static final Set<String> CHOICE_COMPONENTS = Set.of("index", "message", "finish_reason");
    private static final Set<String> WITHOUT_MESSAGE = Set.of("index", "message", "finish_reason", "delta", "text");

    public ChatCompletion {
        choices = choices == null ? List.of() : List.copyOf(choices);
        others = Fields.of(others);
    }

    /**
     * One alternative.
     *
     * @param index its position
     * @param message the message of the model; never null, but may have no content
     * @param finishReason why it stopped: {@code stop}, {@code length}, {@code tool_calls}, ... (an open set), or null
     * @param others all further fields ({@code logprobs}, ...); never null
     */
    public record Choice(int index, ChatMessage message, String finishReason, Map<String, Object> others) {

        public Choice {
            others = Fields.of(others);
        }

        public Choice(ChatMessage message, String finishReason) {
            this(0, message, finishReason, Map.of());
        }

        static Choice of(Map<String, Object> json) {
            return new Choice(
                    index(json),
                    message(json),
                    Fields.unlessNone(Fields.text(json, "finish_reason")),
                    Fields.without(json, json.get("message") == null ? WITHOUT_MESSAGE : CHOICE_COMPONENTS));
        }

        /** Some services send a text instead of the message, or a {@code delta}, or a {@code text} as in older APIs. */
        private static ChatMessage message(Map<String, Object> json) {
            Object message = firstSet(json.get("message"), json.get("delta"), json.get("text"));
            return message instanceof String text
                    ? ChatMessage.assistant(text)
                    : ChatMessage.of(Fields.object(message));
        }

        private static Object firstSet(Object... values) {
            for (Object value : values) {
                if (value != null && !Map.of().equals(value)) {
                    return value;
                }
            }
            return null;
        }

        Map<String, Object> toMap() {
            return json(index, "message", message.toMap(), finishReason, others);
        }

        static int index(Map<String, Object> json) {
            Long index = Fields.wholeNumber(json, "index");
            return index == null ? 0 : index.intValue();
        }

        /** Returns the JSON of a choice, with its message or, in a chunk, its delta. */
        static Map<String, Object> json(
                int index, String field, Map<String, Object> said, String finishReason, Map<String, Object> others) {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("index", index);
            json.put(field, said);
            Fields.putIfSet(json, "finish_reason", finishReason);
            json.putAll(others);
            return json;
        }
    }

    /** Creates an answer from its JSON. No field is required: {@code ChatReplyDecoder} rejects incomplete answers. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static ChatCompletion of(Map<String, Object> json) {
        List<Choice> choices = choices(json, Choice::of);
        return new ChatCompletion(
                Fields.text(json, "id"),
                Fields.wholeNumber(json, "created"),
                Fields.text(json, "model"),
                choices,
                Usage.reported(
                        Usage.of(Fields.object(json, "usage")),
                        choices.isEmpty() ? Map.of() : choices.get(0).others()),
                Fields.without(json, COMPONENTS));
    }

    /** The message of the first choice; an empty one if there is no choice. */
    public ChatMessage message() {
        return choices.isEmpty()
                ? new ChatMessage("assistant", null)
                : choices.get(0).message();
    }

    /** The same answer with another message in its first choice. */
    public ChatCompletion withMessage(ChatMessage message) {
        List<Choice> changed = new ArrayList<>(choices);
        Choice first = changed.get(0);
        changed.set(0, new Choice(first.index(), message, first.finishReason(), first.others()));
        return new ChatCompletion(id, created, model, changed, usage, others);
    }

    /** The same answer with other counts of tokens. */
    public ChatCompletion withUsage(Usage counted) {
        return new ChatCompletion(id, created, model, choices, counted, others);
    }

    /** Returns this answer with the function applied to id, model and finish reasons; itself if nothing changes. */
    public ChatCompletion withNames(UnaryOperator<String> shown) {
        String shownId = shown.apply(id);
        String shownModel = shown.apply(model);
        boolean same = Objects.equals(shownId, id) && Objects.equals(shownModel, model);
        for (int i = 0; same && i < choices.size(); i++) {
            String reason = choices.get(i).finishReason();
            same = Objects.equals(shown.apply(reason), reason);
        }
        return same
                ? this
                : new ChatCompletion(
                        shownId,
                        created,
                        shownModel,
                        choices.stream()
                                .map(each -> new Choice(
                                        each.index(), each.message(), shown.apply(each.finishReason()), each.others()))
                                .toList(),
                        usage,
                        others);
    }

    /** The error that the service reports in the answer, as {@link ErrorBody#of} reads it; null if there is none. */
    public Map<String, Object> error() {
        return choices.isEmpty()
                ? ErrorBody.reported(others, false, Map.of(), Map.of())
                : ErrorBody.reported(
                        others, true, choices.get(0).others(), message().others());
    }

    public boolean callsTools() {
        return choices.stream().anyMatch(choice -> choice.message().others().containsKey("tool_calls"));
    }

    /** The text of the first choice; never null. */
    @Override
    public String text() {
        return message().text();
    }

    /** Why the first choice stopped; always {@code tool_calls} if it calls functions, whatever the service sent. */
    public String finishReason() {
        for (ToolCall call : message().toolCalls()) {
            if (call.isFunction()) {
                return "tool_calls";
            }
        }
        return choices.isEmpty() ? null : choices.get(0).finishReason();
    }

    /** Returns the JSON, without fields that are null. */
    @JsonValue
    public Map<String, Object> toMap() {
        return json(id, created, model, choices.stream().map(Choice::toMap).toList(), usage, others);
    }

    static <C> List<C> choices(Map<String, Object> json, Function<Map<String, Object>, C> choice) {
        List<C> choices = new ArrayList<>();
        for (Map<String, Object> each : Fields.objects(json, "choices")) {
            choices.add(choice.apply(each));
        }
        return choices;
    }

    /** Returns the JSON of a complete answer or of a chunk. */
    static Map<String, Object> json(
            String id,
            Long created,
            String model,
            List<Map<String, Object>> choices,
            Usage usage,
            Map<String, Object> others) {
        Map<String, Object> json = new LinkedHashMap<>();
        Fields.putIfSet(json, "id", id);
        Fields.putIfSet(json, "created", created);
        Fields.putIfSet(json, "model", model);
        json.put("choices", choices);
        Fields.putIfSet(json, "usage", usage == null ? null : usage.toMap());
        json.putAll(others);
        return json;
    }

    /**
     * Checks by the finish reason that the answer is complete. The set of reasons is open; unknown reasons pass.
     * Source: chat-completions page of docs.bigmodel.cn, field finish_reason.
     *
     * @param details details of the exception; its text and code are added
     * @throws io.github.camelglm4.error.Glm4Exception for a moderation stop, a failure of the service, a full context
     *     window, or an answer that was cut before its first word; it contains the text so far
     */
    public void requireWhole(Supplier<FailureDetails> details) {
        String reason = finishReason();
        if (reason == null) {
            return;
        }
        switch (reason.toLowerCase(Locale.ROOT)) {
            case "sensitive", "content_filter" ->
                throw new Glm4ContentFilterException(
                        "moderation stopped the answer (finish reason " + reason + ")", null, found(details));
            case "network_error", "error", "server_error", "internal_error", "internal_server_error", "failed" ->
                throw new Glm4ServerException(
                        "the service failed in the middle of the answer (finish reason " + reason + ")",
                        null,
                        found(details));
            case "model_context_window_exceeded" ->
                throw new Glm4ContextLengthException(
                        "the prompt and the answer exceed the context window (finish reason " + reason + ")",
                        null,
                        found(details));
            case "length" -> requireSomething(details);
            default -> {
                // stop, tool_calls and unknown reasons: a header reports them
            }
        }
    }

    /** The most common empty answer: a thinking model used all of maxTokens before its first word. */
    private void requireSomething(Supplier<FailureDetails> details) {
        if (text().isEmpty() && message().toolCalls().isEmpty()) {
            throw new Glm4ResponseException(
                    "the answer was cut at the length limit before its first word: increase maxTokens,"
                            + " or set thinking=disabled",
                    null,
                    found(details));
        }
    }

    private FailureDetails found(Supplier<FailureDetails> details) {
        return details.get().withCode(finishReason()).withText(text());
    }
}
