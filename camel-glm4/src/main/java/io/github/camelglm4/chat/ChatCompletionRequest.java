package io.github.camelglm4.chat;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.github.camelglm4.json.Fields;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A chat-completions request, as on the wire. What it asks beside model and messages ({@code temperature},
 * {@code max_tokens}, {@code tools}, ...) stands in {@link #parameters()} under its wire name, known to us or not.
 *
 * @param model the model's name, null where the endpoint names it
 * @param messages the conversation so far, oldest first; never null
 * @param parameters all further fields, in their order; never null
 * @param served whether a caller of a served route sent it: the options of an endpoint then take precedence over it.
 *     Copies keep it
 */
public record ChatCompletionRequest(
        String model, List<ChatMessage> messages, Map<String, Object> parameters, boolean served)
        implements TextualBody {

    private static final String REQUEST_ID = "request_id";

    public ChatCompletionRequest {
        messages = messages == null ? List.of() : List.copyOf(messages);
        parameters = Fields.of(parameters);
    }

    /** A request of the application itself. */
    public ChatCompletionRequest(String model, List<ChatMessage> messages, Map<String, Object> parameters) {
        this(model, messages, parameters, false);
    }

    public ChatCompletionRequest(String model, List<ChatMessage> messages) {
        this(model, messages, Map.of());
    }

    /**
     * A request from its wire form.
     *
     * @throws IllegalArgumentException naming the field, when {@code model} is no text or {@code messages} no list of
     *     objects
     */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static ChatCompletionRequest of(Map<String, Object> json) {
        Map<String, Object> parameters = new LinkedHashMap<>(json);
        Object model = parameters.remove("model");
        if (model != null && !(model instanceof String)) {
            throw new IllegalArgumentException(
                    "model must be text, not " + model.getClass().getName());
        }
        return new ChatCompletionRequest((String) model, ChatMessage.listOf(parameters.remove("messages")), parameters);
    }

    /** Whether the answer is wanted as a stream; null when the request does not say. */
    public Boolean stream() {
        return parameters.get("stream") instanceof Boolean stream ? stream : null;
    }

    /** Whether the answer is asked for as a stream. */
    public boolean streamed() {
        return Boolean.TRUE.equals(stream());
    }

    /** The same request with one more parameter, or another value of it; null takes it away. */
    public ChatCompletionRequest with(String parameter, Object value) {
        Map<String, Object> changed = new LinkedHashMap<>(parameters);
        if (value == null) {
            changed.remove(parameter);
        } else {
            changed.put(parameter, value);
        }
        return new ChatCompletionRequest(model, messages, changed, served);
    }

    /** The same request with further messages at its end. */
    public ChatCompletionRequest withMessages(List<ChatMessage> further) {
        List<ChatMessage> all = new ArrayList<>(messages);
        all.addAll(further);
        return new ChatCompletionRequest(model, all, parameters, served);
    }

    /**
     * The same request with instructions before everything else, and in one message with a system message that is
     * first: models follow the first, some servers take only one.
     */
    public ChatCompletionRequest withInstructions(String instructions) {
        List<ChatMessage> all = new ArrayList<>(messages.size() + 1);
        boolean merged = !messages.isEmpty() && "system".equals(messages.get(0).role());
        all.add(merged ? messages.get(0).withTextBefore(instructions) : ChatMessage.system(instructions));
        all.addAll(messages.subList(merged ? 1 : 0, messages.size()));
        return new ChatCompletionRequest(model, all, parameters, served);
    }

    /** The same request under another id, where it has one: services refuse an id that they have seen (code 1231). */
    public ChatCompletionRequest withFreshRequestId(Object suffix) {
        Object id = parameters.get(REQUEST_ID);
        return id == null ? this : with(REQUEST_ID, id + "-" + suffix);
    }

    /** What the user said last, which the request converts to as a message body; empty when there is none. */
    @Override
    public String text() {
        String said = lastUserText();
        return said == null ? "" : said;
    }

    /** The text of the last message of role {@code user}; null when there is none. */
    public String lastUserText() {
        for (int i = messages.size() - 1; i >= 0; i--) {
            if ("user".equals(messages.get(i).role())) {
                return messages.get(i).text();
            }
        }
        return null;
    }

    /** The wire form: model and messages first; fields that are null are left out, they are never sent. */
    @JsonValue
    public Map<String, Object> toMap() {
        Map<String, Object> json = new LinkedHashMap<>();
        Fields.putIfSet(json, "model", model);
        json.put("messages", messages.stream().map(ChatMessage::toMap).toList());
        json.putAll(parameters);
        return json;
    }
}
