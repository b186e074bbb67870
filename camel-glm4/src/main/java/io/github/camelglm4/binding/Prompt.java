package io.github.camelglm4.binding;

import io.github.camelglm4.chat.ChatMessage;
import java.util.List;
import java.util.Map;

/**
 * What a message body asks.
 *
 * @param model      the model that a request in the body names, or null
 * @param messages   the messages
 * @param parameters the further fields of a request in the body
 * @param typed      whether the body was a ChatCompletionRequest, whose sender expects a ChatCompletion
 * @param served     whether the parameters are those of a caller of a served route
 */
record Prompt(String model, List<ChatMessage> messages, Map<String, Object> parameters, boolean typed, boolean served) {

    static Prompt of(List<ChatMessage> messages) {
        return new Prompt(null, messages, Map.of(), false, false);
    }

    /** The same with other messages. */
    Prompt with(List<ChatMessage> others) {
        return new Prompt(model, others, parameters, typed, served);
    }
}
