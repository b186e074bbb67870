package io.github.camelglm4.examples.offline;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** The JSON of one answer, whole or in pieces, and of the other replies, in the shape of the platform. */
final class Replies {
    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("yyyyMMddHHmmss");

    private final ChatRequest request;
    private final Answer answer;
    private final String id = newId();
    private final long created = Instant.now().getEpochSecond();

    Replies(ChatRequest request, Answer answer) {
        this.request = request;
        this.answer = answer;
    }

    /** The time in Beijing and 16 hexadecimal digits. */
    static String newId() {
        String now = ZonedDateTime.now(ZoneId.of("Asia/Shanghai")).format(SECONDS);
        return now + "%016x".formatted(ThreadLocalRandom.current().nextLong());
    }

    String id() {
        return id;
    }

    ObjectNode completion() {
        ObjectNode reply = Json.object();
        ObjectNode choice = reply.putArray("choices").addObject();
        choice.put("finish_reason", answer.finishReason()).put("index", 0);
        choice.putObject("message").put("content", answer.text()).put("role", "assistant");
        reply.put("created", created)
                .put("id", id)
                .put("model", request.model())
                .put("object", "chat.completion")
                .put("request_id", request.requestId() == null ? id : request.requestId())
                .set("usage", usage());
        return reply;
    }

    /** One piece a chunk; finish reason and usage ride on the last one, which has no text. */
    List<ObjectNode> chunks() {
        List<ObjectNode> chunks = new ArrayList<>();
        Tokens.pieces(answer.text()).forEach(piece -> chunks.add(chunk(piece, null)));
        ObjectNode last = chunk("", answer.finishReason());
        last.set("usage", usage());
        chunks.add(last);
        return chunks;
    }

    private ObjectNode chunk(String text, String finishReason) {
        ObjectNode chunk = Json.object().put("id", id).put("created", created).put("model", request.model());
        ObjectNode choice = chunk.putArray("choices").addObject().put("index", 0);
        if (finishReason != null) {
            choice.put("finish_reason", finishReason);
        }
        choice.putObject("delta").put("role", "assistant").put("content", text);
        return chunk;
    }

    private ObjectNode usage() {
        ObjectNode usage = Json.object().put("completion_tokens", answer.completionTokens());
        usage.put("prompt_tokens", answer.promptTokens());
        usage.putObject("prompt_tokens_details").put("cached_tokens", 0);
        return usage.put("total_tokens", answer.promptTokens() + answer.completionTokens());
    }

    static ObjectNode models() {
        ObjectNode list = Json.object().put("object", "list");
        RequestCheck.MODELS.forEach(
                model -> list.withArray("data").addObject().put("id", model).put("object", "model"));
        return list;
    }

    static ObjectNode error(ApiError error) {
        ObjectNode body = Json.object();
        body.putObject("error").put("code", error.code()).put("message", error.getMessage());
        return body;
    }

    /** What the platform's framework says before the API is reached: no such path, or not with this method. */
    static ObjectNode frameworkError(int status, String error, String path) {
        return Json.object()
                .put("timestamp", Instant.now().toString())
                .put("status", status)
                .put("error", error)
                .put("path", path);
    }
}
