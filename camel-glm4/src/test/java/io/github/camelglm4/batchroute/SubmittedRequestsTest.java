package io.github.camelglm4.batchroute;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.Glm4Headers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The options for requests apply to each element, as those of glm4 apply to a body. */
class SubmittedRequestsTest extends SubmissionTestSupport {

    private static final String FUNCTION = "{\"type\":\"function\",\"function\":{\"name\":\"lookup\"}}";

    /** Not a valid image: only the service decodes it. */
    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', 0x0D, 0x0A, 0x1A, 0x0A};

    /** An answer of two fields. */
    public record Topic(String category, int urgency) {}

    @Test
    void everyOptionForRequestsIsInEachRequest() {
        submit(
                JOB + "&systemMessage=Classify.&temperature=0.2&topP=0.7&maxTokens=10&stop=END&doSample=true"
                        + "&userId=user-123&thinking=disabled&reasoningEffort=low&responseFormat=json_object"
                        + "&additionalBodyProperty.seed=7&additionalBodyProperty.vendor.flag=1",
                List.of("one", "two"));

        assertThat(requests()).hasSize(2).allSatisfy(request -> {
            assertThat((List<?>) request.get("messages"))
                    .first()
                    .isEqualTo(Map.of("role", "system", "content", "Classify."));
            assertThat(request)
                    .containsEntry("model", "GLM-4-Air")
                    .containsEntry("temperature", 0.2)
                    .containsEntry("top_p", 0.7)
                    .containsEntry("max_tokens", 10)
                    .containsEntry("stop", List.of("END"))
                    .containsEntry("do_sample", true)
                    .containsEntry("user_id", "user-123")
                    .containsEntry("thinking", Map.of("type", "disabled"))
                    .containsEntry("reasoning_effort", "low")
                    .containsEntry("response_format", Map.of("type", "json_object"))
                    .containsEntry("seed", 7)
                    .containsEntry("vendor.flag", 1)
                    .doesNotContainKeys("stream", "tools", "tool_choice");
        });
    }

    @Test
    void headerOfAnElementComesBeforeTheRequestInItAndTheOptions() {
        Map<String, Object> body =
                Map.of("messages", List.of(Map.of("role", "user", "content", "Hi")), "temperature", 0.5, "top_p", 0.5);
        submit(JOB + "&temperature=0.2&topP=0.2&maxTokens=9", List.of(element(body, Glm4Headers.TEMPERATURE, 0.8)));

        assertThat(requests().get(0))
                .containsEntry("temperature", 0.8)
                .containsEntry("top_p", 0.5)
                .containsEntry("max_tokens", 9);
    }

    private Exchange element(Object body, String header, Object value) {
        Exchange element = new DefaultExchange(context);
        element.getMessage().setBody(body);
        element.getMessage().setHeader(header, value);
        return element;
    }

    @Test
    void requestsNameTheirModelIfTheEndpointNamesNone() {
        Map<String, Object> body =
                Map.of("model", "GLM-4-Plus", "messages", List.of(Map.of("role", "user", "content", "Hi")));
        submit("glm4-batch:nightly", List.of(body, element("Hi", Glm4Headers.MODEL, "GLM-4-Plus")));

        assertThat(requests()).extracting("model").containsExactly("GLM-4-Plus", "GLM-4-Plus");
    }

    @Test
    void requestWithoutAModelIsAnError() {
        assertThat(refusal("glm4-batch:nightly", List.of("Hi")))
                .isEqualTo("body[0]: the endpoint names no model, so the message must: set the header CamelGlm4Model,"
                        + " or model in a request body");
    }

    @Test
    void schemaOfOutputClassIsInTheInstructions() {
        submit(JOB + "&systemMessage=Classify.&outputClass=" + Topic.class.getName(), List.of("one", "two"));

        assertThat(requests()).hasSize(2).allSatisfy(request -> {
            assertThat(request).containsEntry("response_format", Map.of("type", "json_object"));
            assertThat(((List<?>) request.get("messages")).get(0).toString())
                    .contains("Classify.", "JSON Schema", "urgency");
        });
    }

    @Test
    void schemaOfOutputSchemaIsAParameterIfTheServiceEnforcesIt() {
        submit(
                JOB + "&outputMode=json_schema&outputSchema=RAW({\"type\":\"object\",\"properties\":{\"topic\":{}}})",
                List.of("one"));

        assertThat(requests().get(0).get("response_format").toString()).contains("json_schema", "topic");
        assertThat((List<?>) requests().get(0).get("messages")).hasSize(1);
    }

    @Test
    void imagesAreSentWithTheQuestionOfTheSubmission() {
        Exchange exchange = submit(JOB, List.of(PNG, PNG), Map.of(Glm4Headers.USER_MESSAGE, "What is it?"));

        assertThat(failure(exchange)).isNull();
        assertThat(texts())
                .hasSize(2)
                .allSatisfy(parts ->
                        assertThat(parts.toString()).contains("image_url", "data:image/png;base64,", "What is it?"));
    }

    @Test
    void inputTextSendsEachElementAsText() {
        submit(JOB + "&input=text", Map.of("order-1", "one"));

        assertThat(texts()).containsExactly("one");
    }

    @Test
    void inputTextRejectsImagesAndRequests() {
        Map<String, Object> request = Map.of("messages", List.of(Map.of("role", "user", "content", "Hi")));

        assertThat(refusal(JOB + "&input=text", List.of("one", PNG)))
                .startsWith("body[1]: ")
                .contains("image/png");
        assertThat(refusal(JOB + "&input=text", List.of(request)))
                .startsWith("body[0]: ")
                .contains("Map");
    }

    @Test
    void charsetOfTheSubmissionAppliesToItsBytes() {
        template.send(JOB, exchange -> {
            exchange.getMessage().setBody(List.of("Käse".getBytes(StandardCharsets.ISO_8859_1)));
            exchange.setProperty(Exchange.CHARSET_NAME, "ISO-8859-1");
        });

        assertThat(texts()).containsExactly("Käse");
    }

    @Test
    void definitionsOfToolsAreInEachRequest(@TempDir Path resources) throws Exception {
        Path tools = Files.writeString(
                resources.resolve("tools.json"),
                "[" + FUNCTION + ",{\"type\":\"web_search\",\"web_search\":{\"enable\":true}}]");
        submit(JOB + "&toolChoice=auto&tools=resource:file:" + tools, List.of("one", "two"));

        assertThat(requests()).hasSize(2).allSatisfy(request -> {
            assertThat(request).containsEntry("tool_choice", "auto");
            assertThat((List<?>) request.get("tools")).hasSize(2);
        });
    }

    @Test
    void oneInvalidRequestIsAnErrorAndNothingIsSent() {
        List<Object> bodies = List.of("one", element("two", Glm4Headers.TEMPERATURE, 7), "three");

        assertThat(refusal(JOB, bodies)).startsWith("body[1]: header CamelGlm4Temperature must be from 0 to 1");
        assertThat(refusal(JOB, Map.of("order-17", " "))).startsWith("body[0] (custom_id order-17): the body is blank");
        assertThat(refusal(JOB, Arrays.asList("one", null))).startsWith("body[1]: the body is null");
    }

    @Test
    void streamedRequestIsAnError() {
        Map<String, Object> streamed =
                Map.of("stream", true, "messages", List.of(Map.of("role", "user", "content", "Hi")));

        assertThat(refusal(JOB, List.of(streamed))).contains("body[0]", "cannot be streamed");
        assertThat(refusal(JOB, List.of(element("Hi", Glm4Headers.STREAM, true))))
                .contains("cannot be streamed");
    }

    @Test
    void keyOfTheBatchComponentComesBeforeThatOfTheModels() {
        context.getComponent("glm4-batch", Glm4BatchComponent.class)
                .getService()
                .setApiKey("patient.key");
        submit(JOB, List.of("one"));

        assertThat(service.requests())
                .hasSize(2)
                .allSatisfy(
                        request -> assertThat(request.header("authorization")).isEqualTo("Bearer patient.key"));
    }

    @Test
    void keyOfTheExchangeIsUsed() {
        template.send(JOB, exchange -> {
            exchange.getMessage().setBody(List.of("one"));
            exchange.setProperty("CamelGlm4ApiKey", "tenant.key");
        });

        assertThat(service.requests())
                .hasSize(2)
                .allSatisfy(
                        request -> assertThat(request.header("authorization")).isEqualTo("Bearer tenant.key"));
    }
}
