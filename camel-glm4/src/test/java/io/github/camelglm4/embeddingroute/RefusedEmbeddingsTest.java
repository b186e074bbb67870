package io.github.camelglm4.embeddingroute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelglm4.error.Glm4RequestException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.FailedToStartRouteException;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.util.ObjectHelper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Messages that are rejected before anything is sent, and options that are rejected at startup. */
class RefusedEmbeddingsTest extends EmbeddingTestSupport {

    static Stream<Arguments> bodies() {
        return Stream.of(
                Arguments.of(null, "the body is null: it must be text that is not blank"),
                Arguments.of(" \n", "the body is blank: it must be text that is not blank"),
                Arguments.of(List.of(), "the body has no elements: it must have at least one text"),
                Arguments.of(new String[0], "the body has no elements: it must have at least one text"),
                Arguments.of(List.of("a", " "), "element 2 of the body is blank: it must be text that is not blank"),
                Arguments.of(
                        Arrays.asList("a", "b", null),
                        "element 3 of the body is null: it must be text that is not blank"),
                Arguments.of(
                        new Object[] {"a", new Object()},
                        "element 2 of the body is a java.lang.Object, which is neither text nor messages,"
                                + " and no type converter converts it to a String"),
                Arguments.of(
                        Map.of("text", "a"),
                        "the body is a Map without input: a request requires the key input, with a text or a List of"
                                + " texts, but has [text]"),
                Arguments.of(
                        Map.of("input", List.of()),
                        "the body is a Map without input: a request requires the key input, with a text or a List of"
                                + " texts, but has [input]"));
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void bodyIsRefused(Object body, String message) {
        assertThat(refusal(MODEL, body, Map.of("mine", "stays"))).isEqualTo(message);
    }

    @Test
    void lastOfManyTextsIsCheckedBeforeTheFirstIsSent() {
        String[] texts = numbers(1_000).toArray(String[]::new);
        texts[999] = "";

        assertThat(refusal(MODEL + "?maxInputs=1", texts, Map.of())).contains("element 1000 of the body is blank");
    }

    @Test
    void messageMustNameAModelIfTheEndpointNamesNone() {
        assertThat(refusal("glm4-embedding:*", "a", Map.of())).contains("CamelGlm4Model");
    }

    @Test
    void blankKeyOfTheExchangeIsRefused() {
        Exchange exchange = template.send(MODEL, asked -> {
            asked.getMessage().setBody("a");
            asked.setProperty("CamelGlm4ApiKey", " ");
        });

        assertThat(failure(exchange))
                .isInstanceOf(Glm4RequestException.class)
                .hasMessageContaining("the property CamelGlm4ApiKey is blank");
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void requestThatIsNotJsonIsRefused() {
        Exchange exchange = ask(MODEL, Map.of("input", "a", "own", new Object()));

        assertThat(failure(exchange))
                .isExactlyInstanceOf(Glm4RequestException.class)
                .hasMessageStartingWith("the request cannot be written as JSON");
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void emptyIteratorsAreRefused() {
        Exchange iterator = ask(MODEL, List.of().iterator());
        Iterable<String> none = () -> List.<String>of().iterator();
        Exchange iterable = ask(MODEL, none);

        assertThat(failure(iterator)).hasMessage("the body has no elements: it must have at least one text");
        assertThat(failure(iterable)).hasMessage("the body has no elements: it must have at least one text");
        assertThat(server.requests()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "dimensions=0, dimensions must be at least 1",
        "maxInputs=0, maxInputs must be at least 1",
        "maxParallelRequests=0, maxParallelRequests must be at least 1",
        "maxRetries=-1, maxRetries must be at least 0"
    })
    void optionIsRefusedAtStartup(String option, String message) {
        assertThatThrownBy(() -> context.addRoutes(route(MODEL + "?" + option)))
                .isInstanceOf(FailedToStartRouteException.class)
                .satisfies(failure -> assertThat(ObjectHelper.getException(Glm4RequestException.class, failure))
                        .hasMessageStartingWith(message));
    }

    @Test
    void modelIsRequired() {
        assertThatThrownBy(() -> context.getEndpoint("glm4-embedding:%20"))
                .hasRootCauseMessage("the model is missing: use glm4-embedding:embedding-3, or glm4-embedding:* if each"
                        + " message names its model");
    }

    private static RouteBuilder route(String uri) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:refused").to(uri);
            }
        };
    }
}
