package io.github.camelglm4.serving;

import io.github.camelglm4.chat.ChatCompletionRequest;
import io.github.camelglm4.chat.ChatMessage;
import io.github.camelglm4.json.Fields;
import io.github.camelglm4.json.Json;
import io.github.camelglm4.json.JsonTooLargeException;
import io.github.camelglm4.json.ObjectMemory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Parses a request. Pure. */
final class RequestReader {

    private RequestReader() {}

    /**
     * @param maxSize maximum size of a request in bytes; its objects may use as much memory, at least 1 MB
     * @throws ServedErrorException if it is not a JSON object, or if its objects use more memory
     */
    static Map<String, Object> json(byte[] bytes, int maxSize) {
        try {
            return Json.readObject(bytes, 0, bytes.length, ObjectMemory.within(maxSize));
        } catch (JsonTooLargeException e) {
            throw new ServedErrorException(ServedError.tooManyValues(e.limit()));
        } catch (IOException e) {
            throw new ServedErrorException(
                    ServedError.badRequest(null, "The body must be a JSON object in UTF-8 (" + e.getMessage() + ")."));
        }
    }

    /** @throws ServedErrorException if the model is missing or not a string */
    static String model(Map<String, Object> json) {
        RequestField model = RequestField.of(json).get("model");
        if (model.text().isBlank()) {
            throw model.error("is missing");
        }
        return model.text();
    }

    /**
     * Returns the request for the route: without the model name, and with the fields of the platform, which has neither
     * {@code max_completion_tokens} nor the role {@code developer}.
     *
     * @param longest maximum number of tokens of the answer
     * @throws ServedErrorException with the name of the invalid field and the allowed values
     */
    static ChatCompletionRequest request(Map<String, Object> json, RequestRules rules, long longest) {
        RequestCheck.check(json, rules.maxTemperature());
        CallerRights.check(json, rules);
        Map<String, Object> parameters = new LinkedHashMap<>(json);
        parameters.remove("model");
        Object messages = parameters.remove("messages");
        Object maxTokens = parameters.remove("max_completion_tokens");
        if (maxTokens != null && parameters.get("max_tokens") == null) {
            parameters.put("max_tokens", maxTokens);
        }
        if (!(parameters.get("max_tokens") instanceof Integer asked && asked <= longest)
                && longest <= Integer.MAX_VALUE) {
            parameters.put("max_tokens", (int) longest);
        }
        return new ChatCompletionRequest(null, messages(Fields.objects(messages)), parameters, true);
    }

    private static List<ChatMessage> messages(List<Map<String, Object>> checked) {
        List<ChatMessage> messages = new ArrayList<>(checked.size());
        for (Map<String, Object> json : checked) {
            ChatMessage message = ChatMessage.of(json);
            boolean developer = "developer".equals(message.role());
            messages.add(developer ? new ChatMessage("system", message.content(), message.others()) : message);
        }
        return messages;
    }
}
