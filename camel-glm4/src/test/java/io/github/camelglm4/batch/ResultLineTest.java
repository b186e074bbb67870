package io.github.camelglm4.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.json.Json;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResultLineTest {

    private static final String ANSWER = "{\"id\":\"1\",\"choices\":[{\"message\":{\"content\":\"hi\"}}]}";

    @Test
    void readsAnAnswer() throws Exception {
        ResultLine line =
                line("{\"custom_id\":\"row-000001\",\"response\":{\"status_code\":200,\"request_id\":\"r\",\"body\":"
                        + ANSWER + "}}");

        assertThat(line).isEqualTo(new ResultLine("row-000001", 200, "r", Json.readObject(ANSWER)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"custom_id\":\"row-000001\",\"response\":{\"status_code\":\"200\",\"body\":%s},\"error\":null}",
                "{\"custom_id\":\"row-000001\",\"response\":{\"statusCode\":200,\"body\":%s},\"error\":\"\"}",
                "{\"custom_id\":\"row-000001\",\"status_code\":200,\"response\":%s}",
                "{\"custom_id\":\"row-000001\",\"status_code\":200,\"response\":{\"status\":\"completed\",\"body\":%s}}",
                "{\"custom_id\":\"row-000001\",\"response\":{\"status_code\":200,\"body\":%s},\"error\":{\"code\":\"0\"}}"
            })
    void readsAnAnswerInOtherForms(String form) throws Exception {
        ResultLine line = line(form.formatted(ANSWER));

        assertThat(line.body()).isEqualTo(Json.readObject(ANSWER));
        assertThat(line.status()).isEqualTo(200);
    }

    @Test
    void readsABodyInAText() throws Exception {
        String text = Json.writeText(ANSWER);

        assertThat(line("{\"custom_id\":\"row-000001\",\"response\":{\"body\":" + text + "}}")
                        .body())
                .isEqualTo(Json.readObject(ANSWER));
        assertThat(line("{\"custom_id\":\"row-000001\",\"response\":{\"status_code\":502,\"body\":\"bad gateway\"}}"))
                .isEqualTo(new ResultLine("row-000001", 502, null, Map.of("message", "bad gateway")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"custom_id\":\"row-000001\",\"response\":{\"status_code\":400,\"body\":{\"error\":{\"code\":\"1301\"}}}}",
                "{\"custom_id\":\"row-000001\",\"response\":{\"status_code\":400,\"error\":{\"code\":\"1301\"}}}",
                "{\"custom_id\":\"row-000001\",\"status_code\":400,\"response\":null,\"error\":{\"code\":\"1301\"}}",
                "{\"custom_id\":\"row-000001\",\"response\":{\"status_code\":400,\"body\":null},\"error\":{\"code\":\"1301\"}}",
                "{\"custom_id\":\"row-000001\",\"response\":{\"status_code\":400,\"body\":\"\"},\"error\":{\"code\":\"1301\"}}"
            })
    void readsAnError(String form) throws Exception {
        ResultLine line = line(form);

        assertThat(line.status()).isEqualTo(400);
        assertThat(line.body()).containsEntry("error", Map.of("code", "1301"));
    }

    @Test
    void readsAnIdThatIsANumber() throws Exception {
        assertThat(line("{\"custom_id\":1000001}").customId()).isEqualTo("1000001");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"custom_id\":\" \"}", "{\"custom_id\":null}", "{\"custom_id\":{}}"})
    void readsNothingWithoutAnId(String line) throws Exception {
        assertThat(line(line)).isNull();
    }

    @Test
    void hasAnEmptyBodyIfTheLineSaysNothing() throws Exception {
        assertThat(line("{\"custom_id\":\"row-000001\",\"response\":7}"))
                .isEqualTo(new ResultLine("row-000001", 0, null, Map.of()));
    }

    private static ResultLine line(String json) throws IOException {
        return ResultLine.of(Json.readObject(json));
    }
}
