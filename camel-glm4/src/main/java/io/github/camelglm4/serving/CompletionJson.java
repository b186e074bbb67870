package io.github.camelglm4.serving;

import io.github.camelglm4.chat.ChatCompletion;
import io.github.camelglm4.chat.ChatMessage;
import io.github.camelglm4.chat.Usage;
import io.github.camelglm4.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The wire form of a whole answer, with all that clients of OpenAI's API rely on. Pure. */
final class CompletionJson {

    static final Usage NO_USAGE = new Usage(0, 0);

    private CompletionJson() {}

    /** @param text in the place of a content that the answer lacks, because it came piece by piece */
    static byte[] write(ReplyHead head, ChatCompletion completion, String text, String reasoning) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", head.id());
        json.put("object", "chat.completion");
        json.put("created", head.created());
        json.put("model", head.model());
        json.put("choices", choices(completion, text, reasoning));
        json.put("usage", usage(completion.usage()));
        completion.others().forEach(json::putIfAbsent);
        return Json.write(json);
    }

    private static List<Map<String, Object>> choices(ChatCompletion completion, String text, String reasoning) {
        List<Map<String, Object>> choices = new ArrayList<>();
        for (ChatCompletion.Choice choice : completion.choices()) {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("index", choice.index());
            json.put("message", message(choice.message(), text, reasoning));
            json.put("finish_reason", finishReason(completion, choice));
            choice.others().forEach(json::putIfAbsent);
            choices.add(json);
        }
        return choices;
    }

    private static Map<String, Object> message(ChatMessage message, String text, String reasoning) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("role", "assistant");
        // present even if it is null, as with calls of tools alone
        json.put("content", message.content() == null ? text : message.content());
        if (reasoning != null && message.reasoningContent() == null) {
            json.put("reasoning_content", reasoning);
        }
        message.others().forEach(json::putIfAbsent);
        return json;
    }

    /** Clients wait for a reason; and a call of functions is one, whatever the model behind wrote. */
    static String finishReason(ChatCompletion completion, ChatCompletion.Choice choice) {
        String reason = choice == completion.choices().get(0) ? completion.finishReason() : choice.finishReason();
        return reason == null ? "stop" : reason;
    }

    /** All three counts, which clients add up without looking. */
    static Map<String, Object> usage(Usage usage) {
        Usage known = usage == null ? NO_USAGE : usage;
        Map<String, Object> json = new LinkedHashMap<>();
        long prompt = orZero(known.promptTokens());
        long completion = orZero(known.completionTokens());
        json.put("prompt_tokens", prompt);
        json.put("completion_tokens", completion);
        json.put("total_tokens", known.totalTokens() == null ? prompt + completion : known.totalTokens());
        known.others().forEach(json::putIfAbsent);
        return json;
    }

    private static long orZero(Long count) {
        return count == null ? 0 : count;
    }
}
