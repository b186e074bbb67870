package io.github.camelglm4.chat;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.github.camelglm4.json.Fields;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A chat-completions request, with all fields of its JSON. Fields other than model and messages ({@code temperature},
 * {@code max_tokens}, {@code tools}, ...), known or unknown, are in {@link #parameters()} under their names in JSON.
 *
 * @param model the name of the model, or null if the endpoint names it
 * @param messages the conversation so far, oldest first; never null
 * @param parameters all further fields, in their order; never null
 * @param served whether it is from a caller of a served route: options of an endpoint then take precedence. Copies keep
 *     this
 */
public record ChatCompletionRequest(
        String model, List<ChatMessage> messages, Map<String, Object> parameters, boolean served)
        implements TextualBody {

    private static final String REQUEST_ID = "request_id";

    public ChatCompletionRequest {
        messages = messages == null ? List.of() : List.copyOf(messages);
        parameters = Fields.of(parameters);
    }

    /** Creates a request of the application itself. */
    public ChatCompletionRequest(String model, List<ChatMessage> messages, Map<String, Object> parameters) {
        this(model, messages, parameters, false);
    }

    public ChatCompletionRequest(String model, List<ChatMessage> messages) {
        this(model, messages, Map.of());
    }

    /**
     * Creates a request from its JSON.
     *
     * @throws IllegalArgumentException naming the field, if {@code model} is not text or {@code messages} is not a list
     *     of objects
     */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static ChatCompletionRequest of(Map<String, Object> json) {
        Map<String, Object> parameters = new LinkedHashMap<>(json);
        Object model = parameters.remove("model");
        if (model != null && !(model instanceof String)) {
            throw new IllegalArgumentException(
                    "model must be text, but is " + model.getClass().getName());
        }
        return new ChatCompletionRequest((String) model, ChatMessage.listOf(parameters.remove("messages")), parameters);
    }

    /** The parameter {@code stream}; null if it is not set. */
    public Boolean stream() {
        return parameters.get("stream") instanceof Boolean stream ? stream : null;
    }

    /** Whether the request requests a stream. */
    public boolean streamed() {
        return Boolean.TRUE.equals(stream());
    }

    /** Returns this request with a parameter added or replaced; null removes it. */
    public ChatCompletionRequest with(String parameter, Object value) {
        Map<String, Object> changed = new LinkedHashMap<>(parameters);
        if (value == null) {
            changed.remove(parameter);
        } else {
            changed.put(parameter, value);
        }
        return new ChatCompletionRequest(model, messages, changed, served);
    }

    /** Returns this request with more messages at its end. */
    public ChatCompletionRequest withMessages(List<ChatMessage> further) {
        List<ChatMessage> all = new ArrayList<>(messages);
        all.addAll(further);
        return new ChatCompletionRequest(model, all, parameters, served);
    }

    /**
     * Returns this request with instructions before all messages, merged with a system message that is first: models
     * follow the first one, and some servers accept only one.
     */
    public ChatCompletionRequest withInstructions(String instructions) {
        List<ChatMessage> all = new ArrayList<>(messages.size() + 1);
        boolean merged = !messages.isEmpty() && "system".equals(messages.get(0).role());
        all.add(merged ? messages.get(0).withTextBefore(instructions) : ChatMessage.system(instructions));
        all.addAll(messages.subList(merged ? 1 : 0, messages.size()));
        return new ChatCompletionRequest(model, all, parameters, served);
    }

    /** Returns this request with another request id, if it has one: services reject a repeated id (code 1231). */
    public ChatCompletionRequest withFreshRequestId(Object suffix) {
        Object id = parameters.get(REQUEST_ID);
        return id == null ? this : with(REQUEST_ID, id + "-" + suffix);
    }

    /** The last text of the user, to which the request converts as a message body; empty if there is none. */
    @Override
    public String text() {
        String said = lastUserText();
        return said == null ? "" : said;
    }

    /** The text of the last message of role {@code user}; null if there is none. */
    public String lastUserText() {
        for (int i = messages.size() - 1; i >= 0; i--) {
            if ("user".equals(messages.get(i).role())) {
                return messages.get(i).text();
            }
        }
        return null;
    }

    /** Returns the JSON: model and messages first, without fields that are null. */
    @JsonValue
    public Map<String, Object> toMap() {
        Map<String, Object> json = new LinkedHashMap<>();
        Fields.putIfSet(json, "model", model);
        json.put("messages", messages.stream().map(ChatMessage::toMap).toList());
        json.putAll(parameters);
        return json;
    }
}
