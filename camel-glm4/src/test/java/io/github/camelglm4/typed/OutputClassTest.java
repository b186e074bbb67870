package io.github.camelglm4.typed;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.error.Glm4OutputException;
import io.github.camelglm4.testing.GlmJson;
import io.github.camelglm4.testing.Reply;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

/** The body is an object of the class of the endpoint; an answer that does not fit is requested again. */
class OutputClassTest extends TypedTestSupport {

    private static final Invoice EXPECTED = new Invoice(
            "A-17",
            LocalDate.of(2026, 1, 31),
            List.of(new Invoice.Item("Paper", new BigDecimal("12.50"), 3)),
            Optional.empty());

    @Test
    void theBodyIsTheObject() {
        assertThat(answered(INVOICE, INVOICE_JSON)).isEqualTo(EXPECTED);
    }

    @Test
    void theModelIsToldWhatIsAskedFor() {
        answered(INVOICE + "&systemMessage=Read invoices.", INVOICE_JSON);

        assertThat(request(0).json()).containsEntry("response_format", Map.of("type", "json_object"));
        assertThat(messages(0)).hasSize(2);
        assertThat(content(0, 0))
                .startsWith("Answer with one JSON object and nothing else")
                .contains("\"day\":{\"type\":\"string\",\"format\":\"date\"}")
                .contains("\"required\":[\"number\",\"day\",\"items\"]")
                .endsWith("\n\nRead invoices.");
        assertThat(content(0, 1)).isEqualTo("Read this.");
    }

    @Test
    void aSystemMessageInTheBodyComesLastInTheSameMessage() {
        server.enqueue(Reply.completion(INVOICE_JSON));

        Exchange exchange = ask(
                INVOICE,
                List.of(
                        Map.of("role", "system", "content", "Be exact."),
                        Map.of("role", "user", "content", "Read this.")));

        assertThat(exchange.getMessage().getBody()).isEqualTo(EXPECTED);
        assertThat(messages(0)).hasSize(2);
        assertThat(content(0, 0)).endsWith("\n\nBe exact.");
    }

    @Test
    void headersTellOfTheAnswerAsEver() {
        server.enqueue(Reply.completion(INVOICE_JSON));

        assertThat(ask(INVOICE, "Read this.").getMessage().getHeaders())
                .containsEntry("CamelGlm4FinishReason", "stop")
                .containsEntry("CamelGlm4TotalTokens", 19L)
                .containsEntry("CamelGlm4Attempts", 1);
    }

    @Test
    void whatDoesNotFitGoesBackInPlainWords() {
        String wrong = INVOICE_JSON.replace("2026-01-31", "31.1.2026");
        String wrongAgain = INVOICE_JSON.replace("12.50", "\"12 EUR\"");
        server.enqueue(Reply.completion(wrong), Reply.completion(wrongAgain), Reply.completion(INVOICE_JSON));

        Exchange exchange = ask(INVOICE, "Read this.");

        assertThat(exchange.getMessage().getBody()).isEqualTo(EXPECTED);
        assertThat(messages(1)).hasSize(4);
        assertThat(messages(1).subList(0, 2)).isEqualTo(messages(0));
        assertThat(messages(1).get(2)).isEqualTo(Map.of("role", "assistant", "content", wrong));
        assertThat(messages(1).get(3)).isEqualTo(Map.of("role", "user", "content", """
                That answer does not match the JSON Schema:
                - day: must be a date like 2026-01-31, but is "31.1.2026"
                Answer again with the whole corrected JSON object and nothing else."""));
        assertThat(content(2, 3)).contains("\n- items[0].price: must be a number, but is \"12 EUR\"\n");
        assertThat(request(1).json()).containsEntry("response_format", Map.of("type", "json_object"));
    }

    @Test
    void theCostsOfAllRequestsAreAdded() {
        server.enqueue(Reply.completion("no"), Reply.completion("{}"), Reply.completion(INVOICE_JSON));

        assertThat(ask(INVOICE, "Read this.").getMessage().getHeaders())
                .containsEntry("CamelGlm4PromptTokens", 36L)
                .containsEntry("CamelGlm4CompletionTokens", 21L)
                .containsEntry("CamelGlm4TotalTokens", 57L)
                .containsEntry("CamelGlm4Attempts", 3);
    }

    @Test
    void theModelSeesOnlyTheLastOfItsWrongAnswers() {
        server.enqueue(Reply.completion("no"), Reply.completion("{}"), Reply.completion(INVOICE_JSON));

        ask(INVOICE, "Read this.");

        assertThat(messages(2)).hasSize(4);
        assertThat(content(2, 2)).isEqualTo("{}");
        assertThat(content(2, 3)).contains("- number: is missing\n- day: is missing\n- items: is missing\n");
    }

    @Test
    void anEmptyAnswerIsNoTurn() {
        server.enqueue(Reply.completion(" "), Reply.completion(INVOICE_JSON));

        ask(INVOICE, "Read this.");

        assertThat(messages(1)).extracting(m -> m.get("role")).containsExactly("system", "user", "user");
        assertThat(content(1, 2)).contains("- the whole value must be a JSON object\n");
    }

    @Test
    void whenAskingAgainDoesNotHelpTheExchangeFails() {
        server.enqueue(
                Reply.completion("no"), Reply.completion("no"), Reply.completion("{\"number\": \"top secret\"}"));

        Exchange exchange = ask(INVOICE, "Read this.");

        assertThat(server.requests()).hasSize(3);
        assertThat(failure(exchange))
                .isInstanceOfSatisfying(Glm4OutputException.class, failure -> {
                    assertThat(failure.getText()).isEqualTo("{\"number\": \"top secret\"}");
                    assertThat(failure.getAttempts()).isEqualTo(3);
                    assertThat(failure.isRetryable()).isFalse();
                })
                .hasMessage("the model's answer to the last of 3 requests does not match outputClass"
                        + " io.github.camelglm4.typed.Invoice: day: is missing; items: is missing");
        assertThat(exchange.getMessage().getBody()).isEqualTo("Read this.");
        assertThat(exchange.getProperty("CamelAiErrorCategory")).isEqualTo("VALIDATION");
    }

    @Test
    void outputRetriesSaysHowOften() {
        server.enqueue(Reply.completion("no"));

        assertThat(failure(ask(INVOICE + "&outputRetries=0", "Read this.")))
                .isInstanceOf(Glm4OutputException.class)
                .hasMessageStartingWith("the model's answer does not match outputClass");
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void anAnswerCutAtTheLengthLimitIsNotAskedForAgain() {
        server.enqueue(Reply.json(GlmJson.completion("{\"number\": \"A-").replace("\"stop\"", "\"length\"")));

        assertThat(failure(ask(INVOICE, "Read this.")))
                .isInstanceOf(Glm4OutputException.class)
                .hasMessageContaining("increase maxTokens");
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void aFailureWhileAskingAgainIsTheExchangesFailure() {
        server.enqueue(Reply.completion("no"), Reply.error(401, "1000", "who are you?"));

        assertThat(failure(ask(INVOICE, "Read this.")))
                .isInstanceOf(io.github.camelglm4.error.Glm4AuthenticationException.class);
    }

    @Test
    void aRequestIdOfTheCallersIsFreshForEachRequest() {
        server.enqueue(Reply.completion("no"), Reply.completion(INVOICE_JSON));

        ask(INVOICE, "Read this.", Map.of("CamelGlm4RequestId", "order-1"));

        assertThat(request(0).json()).containsEntry("request_id", "order-1");
        assertThat(request(1).json()).containsEntry("request_id", "order-1-again1");
    }

    @Test
    void functionsOfTheCallersAreHandedBackAsEver() {
        String call = "{\"id\":\"c1\",\"type\":\"function\",\"function\":{\"name\":\"rate\",\"arguments\":\"{}\"}}";
        server.enqueue(Reply.json(
                GlmJson.completion("").replace("\"content\":\"\"", "\"content\":null,\"tool_calls\":[" + call + "]")));

        assertThat(ask(INVOICE, "Read this.").getMessage().getBody())
                .isEqualTo(List.of(Map.of("id", "c1", "name", "rate", "arguments", Map.of())));
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void aRequestAsBodyGivesAnObjectToo() {
        server.enqueue(Reply.completion(INVOICE_JSON));

        Exchange exchange = ask(
                INVOICE,
                new io.github.camelglm4.chat.ChatCompletionRequest(
                        null,
                        List.of(io.github.camelglm4.chat.ChatMessage.user("Read this.")),
                        Map.of("response_format", Map.of("type", "text"))));

        assertThat(exchange.getMessage().getBody()).isEqualTo(EXPECTED);
        assertThat(request(0).json()).containsEntry("response_format", Map.of("type", "json_object"));
    }

    @Test
    void aConstantOfAnEnumIsAskedForAsAPropertyAndGivenAsItIs() {
        assertThat(answered(TOPIC, "{\"value\": \"BILLING\"}")).isEqualTo(Topic.BILLING);
        assertThat(content(0, 0)).contains("\"enum\":[\"BILLING\",\"DELIVERY\",\"OTHER\"]");
    }

    @Test
    void aBareConstantIsTakenToo() {
        assertThat(answered(TOPIC, "BILLING")).isEqualTo(Topic.BILLING);
        assertThat(answered(TOPIC, "```json\n\"DELIVERY\"\n```")).isEqualTo(Topic.DELIVERY);
    }

    @Test
    void anUnknownConstantIsAskedForAgain() {
        server.enqueue(Reply.completion("{\"value\": \"Invoices\"}"), Reply.completion("{\"value\": \"BILLING\"}"));

        assertThat(ask(TOPIC, "Which topic?").getMessage().getBody()).isEqualTo(Topic.BILLING);
        assertThat(content(1, 3)).contains("value: must be one of BILLING, DELIVERY, OTHER, but is \"Invoices\"");
    }

    @Test
    void bracketsMakeAListOfObjects() {
        String items =
                "[{\"name\": \"Pen\", \"price\": 1, \"count\": 2}, {\"name\": \"Ink\", \"price\": 9.9, \"count\": 1}]";
        String uri = "glm4:GLM-4-Air?outputClass=io.github.camelglm4.typed.Invoice$Item[]";
        List<Invoice.Item> expected = List.of(
                new Invoice.Item("Pen", new BigDecimal(1), 2), new Invoice.Item("Ink", new BigDecimal("9.9"), 1));

        assertThat(answered(uri, "{\"value\": " + items + "}")).isEqualTo(expected);
        assertThat(answered(uri, "Here they are:\n" + items)).isEqualTo(expected);
    }
}
