package io.github.camelglm4.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.client.auth.Secrets;
import io.github.camelglm4.error.BatchFinding;
import io.github.camelglm4.json.Json;
import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The forms of a batch that the documentation, the SDKs and captures of the service show. */
class BatchReaderTest {

    private static final String USUAL = """
            {"id":"b","status":"failed","input_file_id":"20240514_f","output_file_id":"o","error_file_id":"",
             "created_at":1715674031399,"failed_at":1715674032,"completed_at":null,
             "request_counts":{"total":10,"completed":7,"failed":3},"metadata":{"job":"j","n":7,"none":null},
             "errors":{"data":[{"code":1214,"line":"3","message":"a secret\\nword","param":null}]},"has_more":true}
            """;

    private final BatchReader reader = new BatchReader(new Secrets(List.of("secret")));

    private Batch batch(String json) throws IOException {
        return reader.batch(Json.readObject(json));
    }

    @Test
    void readsEachField() throws IOException {
        Batch batch = batch(USUAL);

        assertThat(batch.inputFileId()).isEqualTo("20240514_f");
        assertThat(batch.outputFileId()).isEqualTo("o");
        assertThat(batch.errorFileId()).isNull();
        assertThat(batch.createdAt()).isEqualTo(Instant.parse("2024-05-14T08:07:11.399Z"));
        assertThat(batch.endedAt()).isEqualTo(Instant.parse("2024-05-14T08:07:12Z"));
        assertThat(batch.counts()).isEqualTo(new BatchCounts(10, 7, 3));
        assertThat(batch.metadata()).isEqualTo(Map.of("job", "j", "n", "7"));
        assertThat(batch.findings()).containsExactly(new BatchFinding("1214", 3L, "a xxxxxx word", null));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'request_counts':10,'total':10,'completed':7,'failed':3 | 10 | 7 | 3",
                "'request_counts':10,'completed':7,'failed':3            | 10 | 7 | 3",
                "'request_counts':{'total':'10','completed':7.0}         | 10 | 7 | 0",
                "'request_counts':null,'total':10                        | 10 | 0 | 0",
                "'request_counts':{'total':-1}                           | 0  | 0 | 0",
                "'request_counts':[]                                     | 0  | 0 | 0"
            })
    void readsCounts(String fields, long total, long completed, long failed) throws IOException {
        String json = "{'id':'b'," + fields + "}";

        assertThat(batch(json.replace('\'', '"')).counts()).isEqualTo(new BatchCounts(total, completed, failed));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[{\"message\":\"bad\"}]",
                "{\"data\":[{\"message\":\"bad\"}],\"object\":\"list\"}",
                "{\"message\":\"bad\"}"
            })
    void readsFindings(String errors) throws IOException {
        assertThat(batch("{\"id\":\"b\",\"errors\":" + errors + "}").findings())
                .containsExactly(new BatchFinding(null, null, "bad", null));
    }

    /** What is not understood is absent. */
    @ParameterizedTest
    @ValueSource(
            strings = {"null", "7", "-1", "1e300", "\"text\"", "\"\"", "true", "[]", "{}", "[null,[1]]", "{\"data\":7}"
            })
    void acceptsAnyTypeOfAnyField(String value) throws IOException {
        Map<String, Object> usual = Json.readObject(USUAL);
        for (String field : usual.keySet()) {
            if (!field.equals("id")) {
                Map<String, Object> unusual = new LinkedHashMap<>(usual);
                unusual.put(field, Json.readValue(value));

                assertThat(reader.batch(unusual).id()).isEqualTo("b");
                assertThat(BatchReader.page(Map.of("data", List.of(unusual, 7)), reader::batch)
                                .elements())
                        .hasSize(1);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "true, last, last",
        "true, '', b2",
        "'\"true\"', last, last",
        "1, last, last",
        "false, last, ",
        "'\"false\"', last, ",
        "0, last, ",
        "null, last, last"
    })
    void readsWhatFollowsAPage(String more, String last, String next) throws IOException {
        String json =
                "{\"data\":[{\"id\":\"b1\"},{\"id\":\"b2\"}],\"has_more\":" + more + ",\"last_id\":\"" + last + "\"}";

        assertThat(BatchReader.page(Json.readObject(json), reader::batch).next())
                .isEqualTo(next);
    }

    @Test
    void nothingFollowsAnEmptyPage() throws IOException {
        assertThat(BatchReader.page(Json.readObject("{\"data\":[],\"has_more\":true}"), reader::batch)
                        .next())
                .isNull();
    }
}
