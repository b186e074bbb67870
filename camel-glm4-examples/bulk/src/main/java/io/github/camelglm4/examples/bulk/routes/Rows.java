package io.github.camelglm4.examples.bulk.routes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.component.kafka.KafkaConstants;

/** The rows of a batch: the parameters of the SQL statements. */
public final class Rows {
    private static final JsonMapper JSON = new JsonMapper();

    private Rows() {}

    public static List<Map<String, Object>> ofResults(@Body List<Exchange> batch) {
        return batch.stream().map(Exchange::getMessage).map(Rows::result).toList();
    }

    public static List<Map<String, Object>> ofDeadLetters(@Body List<Exchange> batch) {
        return batch.stream().map(Exchange::getMessage).map(Rows::deadLetter).toList();
    }

    private static Map<String, Object> result(Message message) {
        try {
            Result result = JSON.readValue(message.getBody(String.class), Result.class);
            Map<String, Object> row = record(message);
            row.put("category", result.category().toString());
            row.put("sentiment", result.sentiment().toString());
            row.put("summary", result.summary());
            row.put("model", result.model());
            row.put("tokens", result.tokens());
            return row;
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, Object> deadLetter(Message message) {
        Map<String, Object> row = record(message);
        row.put("reason", message.getHeader(DeadLetter.REASON));
        row.put("code", message.getHeader(DeadLetter.CODE));
        row.put("attempts", message.getHeader(DeadLetter.ATTEMPTS, 0, Integer.class));
        row.put("message", message.getHeader(DeadLetter.MESSAGE));
        row.put("text", message.getBody(String.class));
        return row;
    }

    private static Map<String, Object> record(Message message) {
        Map<String, Object> row = new HashMap<>();
        row.put("id", message.getHeader("id"));
        row.put("run", message.getHeader("run"));
        row.put("customer", message.getHeader(KafkaConstants.KEY));
        row.put("language", message.getHeader("language"));
        return row;
    }
}
