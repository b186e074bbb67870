package io.github.camelglm4.serving;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.json.Fields;
import io.github.camelglm4.json.Json;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** The events of a streamed answer. */
record Events(List<Map<String, Object>> chunks, boolean isDone) {

    private static final String DATA = "data: ";

    static Events of(HttpResponse<String> response) throws IOException {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).contains("text/event-stream; charset=utf-8");
        List<Map<String, Object>> chunks = new ArrayList<>();
        boolean done = false;
        for (String event : response.body().split("\n\n")) {
            assertThat(done).as("nothing comes after the end").isFalse();
            assertThat(event).startsWith(DATA);
            String data = event.substring(DATA.length());
            if (data.equals("[DONE]")) {
                done = true;
            } else {
                byte[] bytes = data.getBytes(StandardCharsets.UTF_8);
                chunks.add(Json.readObject(bytes, 0, bytes.length));
            }
        }
        return new Events(chunks, done);
    }

    /** The text of the first choice. */
    String text() {
        return deltas("content");
    }

    String reasoning() {
        return deltas("reasoning_content");
    }

    List<String> finishReasons() {
        return choices().stream()
                .map(choice -> Fields.text(choice, "finish_reason"))
                .filter(Objects::nonNull)
                .toList();
    }

    /** The usage of each chunk that has one. */
    List<Map<String, Object>> usages() {
        return chunks.stream()
                .map(chunk -> Fields.object(chunk, "usage"))
                .filter(usage -> !usage.isEmpty())
                .toList();
    }

    List<Map<String, Object>> choices() {
        return chunks.stream()
                .flatMap(chunk -> Fields.objects(chunk, "choices").stream())
                .toList();
    }

    private String deltas(String field) {
        return choices().stream()
                .filter(choice -> Integer.valueOf(0).equals(choice.get("index")))
                .map(choice -> Fields.text(Fields.object(choice, "delta"), field))
                .filter(Objects::nonNull)
                .collect(Collectors.joining());
    }
}
