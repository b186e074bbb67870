package io.github.camelglm4.typed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelglm4.error.Glm4RequestException;
import java.util.List;
import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Producer;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Impossible options of typed answers are errors at startup; a stream is rejected before anything is sent. */
class RefusedOutputTest extends TypedTestSupport {

    private static final String CLASS = "outputClass=io.github.camelglm4.typed.Invoice";

    /** It has no annotation for its subtypes, so it cannot be read. */
    interface Anything {}

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            outputClass=com.acme.Nowhere                | outputClass: the class com.acme.Nowhere is not
            outputClass=com.acme.Nowhere[]              | outputClass: the class com.acme.Nowhere is not
            outputClass=io.github.camelglm4.typed.RefusedOutputTest$Anything | is abstract
            CLASS&outputSchema=RAW({})                  | outputClass and outputSchema are not allowed together
            CLASS&stream=true                           | outputClass and stream=true are not allowed together
            CLASS&output=completion                     | outputClass and output=completion are not allowed together
            CLASS&responseFormat=json_object            | outputClass and a response format are not allowed together
            CLASS&additionalBodyProperty.response_format=text | outputClass and a response format are not allowed together
            CLASS&outputMode=xml                        | outputMode must be one of prompt, json_schema, but is xml
            CLASS&outputRetries=-1                      | outputRetries must be at least 0, but is -1
            outputSchema=RAW({"type":"strin"})          | outputSchema is not a valid JSON Schema: type: must be one of
            outputSchema=RAW([1])                       | outputSchema must be a JSON object
            outputSchema=schema.json                    | outputSchema is not valid JSON
            outputSchema=resource:classpath:nowhere.json | outputSchema: cannot read resource:classpath:nowhere.json
            outputSchema=RAW({"$ref":"http://127.0.0.1:1/x"}) | http://127.0.0.1:1/x
            outputSchema=RAW({})&stream=true            | outputSchema and stream=true are not allowed together
            """)
    void optionIsRefusedWhenTheProducerStarts(String options, String message) {
        start(options.replace("CLASS", CLASS)).hasStackTraceContaining(message);
    }

    private AbstractThrowableAssert<?, ?> start(String options) {
        Endpoint endpoint = context.getEndpoint("glm4:GLM-4-Air?" + options);
        return assertThatThrownBy(() -> {
            Producer producer = endpoint.createProducer();
            producer.start();
        });
    }

    @Test
    void aStreamingHeaderIsRefusedBeforeAnythingIsSent() {
        Exchange exchange = ask(INVOICE, "Read this.", Map.of("CamelGlm4Stream", true));

        assertThat(exchange.getException())
                .isInstanceOf(Glm4RequestException.class)
                .hasMessageContaining("outputClass io.github.camelglm4.typed.Invoice")
                .hasMessageContaining("CamelGlm4Stream");
        assertThat(exchange.getMessage().getBody()).isEqualTo("Read this.");
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void aStreamingRequestIsRefusedBeforeAnythingIsSent() {
        Exchange exchange =
                ask(INVOICE, Map.of("stream", true, "messages", List.of(Map.of("role", "user", "content", "Hi"))));

        assertThat(exchange.getException()).isInstanceOf(Glm4RequestException.class);
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void streamFalseOfTheEndpointOverridesBoth() {
        server.enqueue(io.github.camelglm4.testing.Reply.completion(INVOICE_JSON));

        Exchange exchange = ask(INVOICE + "&stream=false", "Read this.", Map.of("CamelGlm4Stream", true));

        assertThat(exchange.getMessage().getBody()).isInstanceOf(Invoice.class);
    }

    @Test
    void noHeaderNamesAClassOrASchema() {
        server.enqueue(io.github.camelglm4.testing.Reply.completion("text"));

        Exchange exchange = ask(
                "glm4:GLM-4-Air",
                "Read this.",
                Map.of(
                        "CamelGlm4OutputClass", "io.github.camelglm4.typed.Invoice",
                        "outputClass", "io.github.camelglm4.typed.Invoice",
                        "CamelGlm4OutputSchema", "{}"));

        assertThat(exchange.getMessage().getBody()).isEqualTo("text");
    }
}
