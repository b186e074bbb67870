package io.github.camelglm4.examples.offline;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Refuses what the platform refuses, in its order and with its codes, and reads the rest. Unknown fields are let by. */
final class RequestCheck {
    static final List<String> MODELS = List.of(
            "glm-4-plus",
            "glm-4-air",
            "glm-4-air-250414",
            "glm-4-airx",
            "glm-4-long",
            "glm-4-flashx",
            "glm-4-flashx-250414",
            "glm-4-flash",
            "glm-4-flash-250414");

    private static final int MOST_OUTPUT = 16_384;
    private static final int LONGEST_PROMPT = 131_072;
    private static final int MOST_STOPS = 4;
    private static final Set<String> FORMATS = Set.of("text", "json_object");

    private final MessageCheck messageCheck = new MessageCheck();

    ChatRequest check(String body) {
        JsonNode request = parse(body);
        String model = model(request);
        List<ChatRequest.Message> messages = messageCheck.check(request.path("messages"));
        range(request, "temperature", 0, 1);
        range(request, "top_p", 0.01, 1);
        toolChoice(request);
        ChatRequest checked = new ChatRequest(
                model,
                messages,
                flag(request, "stream"),
                maxTokens(request),
                stops(request),
                jsonObject(request),
                requestId(request));
        promptLength(checked);
        return checked;
    }

    private static JsonNode parse(String body) {
        try {
            JsonNode request = Json.parse(body);
            if (request.isObject()) {
                return request;
            }
            throw parameter("The request must be a JSON object.");
        } catch (JsonProcessingException e) {
            throw parameter("The request is not JSON: " + e.getOriginalMessage());
        }
    }

    private static String model(JsonNode request) {
        JsonNode model = request.path("model");
        if (!MODELS.contains(model.asText().toLowerCase(Locale.ROOT))) {
            throw ApiError.badRequest(
                    ApiError.UNKNOWN_MODEL,
                    "Unknown Model, please check the model code. model is " + shown(model) + ", allowed are " + MODELS);
        }
        return model.asText();
    }

    private static void range(JsonNode request, String name, double least, double most) {
        JsonNode value = request.path(name);
        if (isSet(value) && !(value.isNumber() && value.asDouble() >= least && value.asDouble() <= most)) {
            throw parameter("%s is %s, allowed are numbers from %s to %s".formatted(name, value, least, most));
        }
    }

    private static void toolChoice(JsonNode request) {
        JsonNode choice = request.path("tool_choice");
        if (isSet(choice) && !choice.asText().equals("auto")) {
            throw parameter("Tool choice must be auto. tool_choice is " + choice);
        }
    }

    private static boolean flag(JsonNode request, String name) {
        JsonNode value = request.path(name);
        if (isSet(value) && !value.isBoolean()) {
            throw parameter("%s is %s, allowed are true and false".formatted(name, value));
        }
        return value.asBoolean();
    }

    private static int maxTokens(JsonNode request) {
        JsonNode value = request.path("max_tokens");
        if (!isSet(value)) {
            return MOST_OUTPUT;
        }
        if (!value.canConvertToInt() || !value.isIntegralNumber() || value.asInt() < 1 || value.asInt() > MOST_OUTPUT) {
            throw parameter("max_tokens is %s, allowed are whole numbers from 1 to %d".formatted(value, MOST_OUTPUT));
        }
        return value.asInt();
    }

    private static List<String> stops(JsonNode request) {
        JsonNode value = request.path("stop");
        if (!isSet(value)) {
            return List.of();
        }
        List<String> stops = new ArrayList<>();
        value.forEach(stop -> stops.add(stop.isTextual() ? stop.asText() : ""));
        if (!value.isArray() || stops.size() > MOST_STOPS || stops.contains("")) {
            throw parameter("stop is %s, allowed is an array of at most %d texts".formatted(value, MOST_STOPS));
        }
        return stops;
    }

    private static boolean jsonObject(JsonNode request) {
        JsonNode format = request.path("response_format");
        JsonNode type = format.path("type");
        if (isSet(format) && !FORMATS.contains(type.asText())) {
            throw parameter("response_format.type is %s, allowed are text and json_object".formatted(shown(type)));
        }
        return type.asText().equals("json_object");
    }

    private static String requestId(JsonNode request) {
        JsonNode id = request.path("request_id");
        if (!isSet(id)) {
            return null;
        }
        if (!id.isTextual() || id.asText().length() < 6 || id.asText().length() > 64) {
            throw parameter("request_id is %s, allowed is a text of 6 to 64 characters".formatted(id));
        }
        return id.asText();
    }

    private static void promptLength(ChatRequest request) {
        int tokens = request.promptTokens();
        if (tokens > LONGEST_PROMPT) {
            throw ApiError.badRequest(
                    ApiError.TOO_LONG,
                    "Prompt exceeds max length: it has %d tokens, allowed are %d".formatted(tokens, LONGEST_PROMPT));
        }
    }

    private static boolean isSet(JsonNode value) {
        return !value.isMissingNode() && !value.isNull();
    }

    private static String shown(JsonNode value) {
        return value.isMissingNode() ? "missing" : value.toString();
    }

    private static ApiError parameter(String message) {
        return ApiError.badRequest(ApiError.PARAMETER, message);
    }
}
