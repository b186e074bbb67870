package io.github.camelglm4.examples.offline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Embeddings, reranking and moderation of the offline model, as a client sees them. */
class OfflineOperationsTest {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static OfflineModel model;

    @BeforeAll
    static void start() {
        model = OfflineModel.start(0);
    }

    @AfterAll
    static void close() {
        model.close();
    }

    // ---- Embeddings

    @Test
    void givesOneVectorForEachText() throws Exception {
        ObjectNode request = embedding("embedding-3", "Rain is due.", "明天下雨。");

        JsonNode answer = ask("/embeddings", request);

        assertThat(answer.path("model").asText()).isEqualTo("embedding-3");
        assertThat(answer.path("object").asText()).isEqualTo("list");
        assertThat(answer.path("data").findValuesAsText("index")).containsExactly("0", "1");
        assertThat(answer.at("/data/0/embedding")).hasSize(2048);
        assertThat(answer.at("/data/1/embedding")).hasSize(2048).isNotEqualTo(answer.at("/data/0/embedding"));
        assertThat(answer.at("/usage/prompt_tokens").asInt()).isEqualTo(3 + 5);
        assertThat(answer.at("/usage/total_tokens").asInt()).isEqualTo(3 + 5);
        assertThat(ask("/embeddings", request)).isEqualTo(answer);
    }

    @Test
    void hasTheDimensionsOfTheRequestOrOfTheModel() throws Exception {
        ObjectNode one = Json.object().put("model", "embedding-3").put("input", "Rain is due.");

        assertThat(ask("/embeddings", one.deepCopy().put("dimensions", 256)).at("/data/0/embedding"))
                .hasSize(256);
        assertThat(ask("/embeddings", one.deepCopy().put("model", "embedding-2"))
                        .at("/data/0/embedding"))
                .hasSize(1024);
        assertThat(refusal("/embeddings", one.deepCopy().put("dimensions", 300)))
                .contains("dimensions must be one of [256, 512, 1024, 2048], but is 300");
        assertThat(refusal(
                        "/embeddings",
                        one.deepCopy().put("model", "embedding-2").put("dimensions", 2048)))
                .contains("dimensions must be one of [1024]");
    }

    @Test
    void encodesTheSameNumbersAsBase64() throws Exception {
        ObjectNode request = embedding("embedding-3", "Rain is due.");
        JsonNode numbers = ask("/embeddings", request).at("/data/0/embedding");

        String text = ask("/embeddings", request.put("encoding_format", "base64"))
                .at("/data/0/embedding")
                .asText();

        ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(text)).order(ByteOrder.LITTLE_ENDIAN);
        assertThat(bytes.remaining()).isEqualTo(2048 * Float.BYTES);
        for (JsonNode number : numbers) {
            assertThat(bytes.getFloat()).isEqualTo(number.floatValue());
        }
        assertThat(refusal("/embeddings", request.put("encoding_format", "int8")))
                .contains("encoding_format must be float or base64, but is int8");
    }

    @Test
    void refusesInputBeyondTheLimits() throws Exception {
        String[] many = Collections.nCopies(65, "Rain.").toArray(String[]::new);

        assertThat(refusal("/embeddings", embedding("embedding-3", many))).contains("1 to 64 elements, but has 65");
        assertThat(refusal("/embeddings", embedding("embedding-3"))).contains("1 to 64 elements, but has 0");
        assertThat(refusal("/embeddings", embedding("embedding-3", "Rain.", " ")))
                .contains("input[1] must be a text that is not blank, but is \\\" \\\"");
        assertThat(refusal("/embeddings", embedding("embedding-3", "字".repeat(3073))))
                .contains("a text of 3073 tokens, but the maximum is 3072");
        String[] eight = Collections.nCopies(17, "字".repeat(500)).toArray(String[]::new);
        assertThat(refusal("/embeddings", embedding("embedding-2", eight))).contains("8500 tokens");
        ObjectNode tokens = embedding("embedding-3");
        tokens.withArray("input").add(1042);
        assertThat(refusal("/embeddings", tokens))
                .contains("input[0] must be a text")
                .contains("1042");
    }

    // ---- Reranking

    @Test
    void ordersDocumentsByWhatTheyShareWithTheQuery() throws Exception {
        ObjectNode request =
                rerank("When is the harbor closed?", "Boats stay in.", "The harbor is closed.", "A harbor.");

        JsonNode all = ask("/rerank", request);
        JsonNode best = ask("/rerank", request.deepCopy().put("top_n", 1).put("return_documents", true));

        assertThat(all.path("results").findValuesAsText("index")).containsExactly("1", "2", "0");
        assertThat(all.at("/results/0/relevance_score").asDouble()).isBetween(0.5, 1.0);
        assertThat(all.at("/results/0").has("document")).isFalse();
        assertThat(all.at("/usage/total_tokens").asInt()).isPositive();
        assertThat(all.path("request_id").asText()).isNotEmpty();
        assertThat(best.path("results")).hasSize(1);
        assertThat(best.at("/results/0/document").asText()).isEqualTo("The harbor is closed.");
        assertThat(ask("/rerank", request).path("results")).isEqualTo(all.path("results"));
    }

    @Test
    void refusesDocumentsBeyondTheLimits() throws Exception {
        String[] many = Collections.nCopies(129, "Rain.").toArray(String[]::new);

        assertThat(refusal("/rerank", rerank("Rain?", many))).contains("1 to 128 elements, but has 129");
        assertThat(refusal("/rerank", rerank("Rain?", "雨".repeat(4097)))).contains("4097 characters");
        assertThat(refusal("/rerank", rerank("雨".repeat(4097), "Rain."))).contains("query", "4097 characters");
        assertThat(refusal("/rerank", rerank(" ", "Rain."))).contains("query must be a text");
        assertThat(refusal("/rerank", rerank("Rain?", "Rain.").put("top_n", -1)))
                .contains("top_n", "-1");
        assertThat(refusal("/rerank", rerank("Rain?", "Rain.").put("top_n", "2")))
                .contains("top_n", "\\\"2\\\"");
        assertThat(refusal("/rerank", rerank("Rain?", "Rain.").put("return_documents", 1)))
                .contains("return_documents must be true or false, but is 1");
    }

    // ---- Moderation

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    Rain is due tomorrow.          | PASS   | []
                    Du bist ein Dummkopf.          | REVIEW | ["abuse"]
                    这家赌场稳赚不赔。               | REVIEW | ["gambling","fraud"]
                    You idiot, there is a bomb.    | REJECT | ["violence","abuse"]
                    爆弾を仕掛けた。                 | REJECT | ["violence"]
                    A text for a test.[blocked]    | REJECT | ["blocked"]
                    """)
    void findsRisksByWords(String text, String level, String types) throws Exception {
        JsonNode answer = ask("/moderations", moderation(text));

        assertThat(answer.at("/result_list/0/content_type").asText()).isEqualTo("text");
        assertThat(answer.at("/result_list/0/risk_level").asText()).isEqualTo(level);
        assertThat(answer.at("/result_list/0/risk_type").toString()).isEqualTo(types);
    }

    @Test
    void givesOneVerdictForEachPart() throws Exception {
        ObjectNode request = Json.object().put("model", "moderation").put("request_id", "order-1042");
        request.putArray("input")
                .add("What an idiot.")
                .add(Json.object().put("type", "text").put("text", "Rain is due."))
                .add(Json.object().put("type", "image_url"));

        JsonNode answer = ask("/moderations", request);

        assertThat(answer.path("result_list").findValuesAsText("risk_level")).containsExactly("REVIEW", "PASS", "PASS");
        assertThat(answer.at("/result_list/2/content_type").asText()).isEqualTo("image");
        assertThat(answer.at("/usage/moderation_text/call_count").asInt()).isEqualTo(3);
        assertThat(answer.path("request_id").asText()).isEqualTo("order-1042");
    }

    @Test
    void refusesWhatItCannotJudge() throws Exception {
        assertThat(ask("/moderations", moderation("😀".repeat(2000)))).isNotEmpty();
        assertThat(refusal("/moderations", moderation("😀".repeat(2001)))).contains("2001 characters");
        assertThat(refusal("/moderations", moderation(""))).contains("input must be a text that is not blank");
        ObjectNode request = Json.object().put("model", "moderation");
        assertThat(refusal("/moderations", request)).contains("input must be a text", "absent");
        request.putObject("input").put("type", "smell");
        assertThat(refusal("/moderations", request)).contains("but is smell");
        request.putArray("input");
        assertThat(refusal("/moderations", request)).contains("at least 1 element");
    }

    // ---- All

    @Test
    void refusesATextThatIsMarkedAsBlocked() throws Exception {
        for (HttpResponse<String> blocked : List.of(
                post("/embeddings", embedding("embedding-3", "Hello. [blocked]").toString()),
                post("/rerank", rerank("Hello?", "Hello. [blocked]").toString()))) {
            assertThat(blocked.statusCode()).isEqualTo(400);
            assertThat(Json.parse(blocked.body()).at("/error/code").asText()).isEqualTo("1301");
        }
    }

    @Test
    void refusesWhatIsNotAJsonObject() throws Exception {
        for (String path : List.of("/embeddings", "/rerank", "/moderations")) {
            assertThat(post(path, "").statusCode()).isEqualTo(400);
            assertThat(post(path, "[]").body()).contains("1214", "not a JSON object");
            assertThat(post(path, "{").body()).contains("1214", "not a JSON object");
            assertThat(post(path, "{}").body()).contains("model must be a text");
            assertThat(post(path, " ".repeat(9 * 1024 * 1024)).statusCode()).isEqualTo(413);
        }
    }

    private static ObjectNode embedding(String model, String... texts) {
        ObjectNode request = Json.object().put("model", model);
        request.set("input", Json.tree(texts));
        return request;
    }

    private static ObjectNode rerank(String query, String... documents) {
        ObjectNode request = Json.object().put("model", "rerank").put("query", query);
        request.set("documents", Json.tree(documents));
        return request;
    }

    private static ObjectNode moderation(String text) {
        return Json.object().put("model", "moderation").put("input", text);
    }

    private static JsonNode ask(String path, ObjectNode request) throws Exception {
        HttpResponse<String> response = post(path, request.toString());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return Json.parse(response.body());
    }

    private static String refusal(String path, ObjectNode request) throws Exception {
        HttpResponse<String> response = post(path, request.toString());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(400);
        assertThat(Json.parse(response.body()).at("/error/code").asText()).isEqualTo("1214");
        return response.body();
    }

    private static HttpResponse<String> post(String path, String json) throws Exception {
        return CLIENT.send(
                HttpRequest.newBuilder(URI.create(model.baseUrl() + path))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(json))
                        .build(),
                BodyHandlers.ofString());
    }
}
