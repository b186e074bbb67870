package io.github.camelglm4.binding;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.ChatCompletionStream;
import io.github.camelglm4.Glm4TestSupport;
import io.github.camelglm4.chat.ChatCompletion;
import io.github.camelglm4.chat.ChatCompletionChunk;
import io.github.camelglm4.chat.ChatCompletionRequest;
import io.github.camelglm4.chat.ChatMessage;
import io.github.camelglm4.testing.GlmJson;
import io.github.camelglm4.testing.Reply;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.Expression;
import org.apache.camel.Predicate;
import org.apache.camel.builder.Builder;
import org.apache.camel.builder.ExpressionBuilder;
import org.apache.camel.builder.PredicateBuilder;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** For predicates and functions of Camel, our bodies are the String to which they convert. */
class TextOfBodiesTest extends Glm4TestSupport {

    private static final List<String> TEXTS = List.of("say boom, please", "boom", "爆炸 boom", "42", "7.5", "true", "");

    private static final List<String> PREDICATES = List.of(
            "${body} contains 'boom'",
            "${body} !contains 'boom'",
            "${body} contains '爆炸'",
            "${body} ~~ 'BOOM'",
            "${body} !~~ 'BOOM'",
            "${body} == 'boom'",
            "${body} != 'boom'",
            "${body} =~ 'BOOM'",
            "${body} !=~ 'BOOM'",
            "${body} == 42",
            "${body} == true",
            "${body} > '9'",
            "${body} < '100'",
            "${body} range '1..100'",
            "${body} !range '1..100'",
            "${body} in 'boom,bang'",
            "${body} !in 'boom,bang'",
            "${body} in '41,42'",
            "${body} startsWith 'say'",
            "${body} !startsWith 'say'",
            "${body} endsWith 'please'",
            "${body} !endsWith 'please'",
            "${body} regex '.*boom.*'",
            "${body} !regex '.*boom.*'",
            "${body} == null",
            "${body} != null",
            "${body} contains 'boom' && ${body} contains 'say'",
            "${body.length} > 5",
            "${bodyAs(String)} contains 'boom'",
            "${mandatoryBodyAs(String)} contains 'boom'",
            "${in.body} contains 'boom'",
            "${bodyOneLine} contains 'boom'",
            "${trim(${body})} contains 'boom'",
            "${lowercase(${body})} contains 'boom'");

    private static final List<String> NUMBERS = List.of("42", "7.5", "100", "9");

    private static final List<String> COMPARISONS = List.of(
            "${body} > 9",
            "${body} >= 42",
            "${body} < 100",
            "${body} <= 7.5",
            "${body} == 42",
            "${body} range '5..50'");

    private static final List<String> FUNCTIONS = List.of(
            "${body}",
            "${body.length}",
            "${length()}",
            "${bodyOneLine}",
            "${trim()}",
            "${uppercase()}",
            "${lowercase()}",
            "${capitalize()}",
            "${quote()}",
            "${unquote()}",
            "${normalizeWhitespace()}",
            "${replace('boom','bang')}",
            "${substring(1)}",
            "${substringBefore('boom')}",
            "${substringAfter('say')}",
            "${concat(${body},'!')}",
            "${contains('boom')}",
            "${isAlpha()}",
            "${isNumeric()}",
            "${isAlphaNumeric()}",
            "${pretty(${body})}");

    static Stream<Arguments> predicates() {
        return kinds(PREDICATES);
    }

    static Stream<Arguments> comparisons() {
        return kinds(COMPARISONS);
    }

    static Stream<Arguments> functions() {
        return kinds(FUNCTIONS);
    }

    private static Stream<Arguments> kinds(List<String> expressions) {
        return Stream.of(Kind.values()).flatMap(kind -> expressions.stream().map(e -> Arguments.of(kind, e)));
    }

    @ParameterizedTest
    @MethodSource("predicates")
    void predicatesSeeTheText(Kind kind, String predicate) {
        assertSameAsOfText(kind, predicate, TEXTS);
    }

    @ParameterizedTest
    @MethodSource("comparisons")
    void comparisonsSeeTheNumber(Kind kind, String predicate) {
        assertSameAsOfText(kind, predicate, NUMBERS);
    }

    private void assertSameAsOfText(Kind kind, String predicate, List<String> texts) {
        Predicate simple = context.resolveLanguage("simple").createPredicate(predicate);
        simple.init(context);
        for (String text : texts) {
            assertThat(outcome(() -> simple.matches(exchange(body(kind, text)))))
                    .as("%s of %s", predicate, text)
                    .isEqualTo(outcome(() -> simple.matches(exchange(text))));
        }
    }

    @ParameterizedTest
    @MethodSource("functions")
    void functionsSeeTheText(Kind kind, String function) {
        Expression simple = context.resolveLanguage("simple").createExpression(function);
        simple.init(context);
        for (String text : List.of("say boom", "42", "a \"quoted\"  word")) {
            assertThat(outcome(() -> simple.evaluate(exchange(body(kind, text)), String.class)))
                    .as("%s of %s", function, text)
                    .isEqualTo(outcome(() -> simple.evaluate(exchange(text), String.class)));
        }
    }

    @ParameterizedTest
    @EnumSource
    void theJavaDslSeesTheText(Kind kind) {
        Map<String, Predicate> predicates = Map.of(
                "contains", Builder.body().contains("boom"),
                "not contains", Builder.body().not().contains("boom"),
                "in", Builder.body().in("boom", "bang"),
                "equal", Builder.body().isEqualTo("boom"),
                "equal ignoring case", Builder.body().isEqualToIgnoreCase("BOOM"),
                "starts", Builder.body().startsWith("say"),
                "ends", Builder.body().endsWith("please"),
                "regex", Builder.body().regex(".*boom.*"),
                "ignoring case",
                        PredicateBuilder.containsIgnoreCase(
                                ExpressionBuilder.bodyExpression(), ExpressionBuilder.constantExpression("BOOM")));
        predicates.forEach((name, predicate) -> {
            predicate.init(context);
            for (String text : TEXTS) {
                assertThat(outcome(() -> predicate.matches(exchange(body(kind, text)))))
                        .as("%s of %s", name, text)
                        .isEqualTo(outcome(() -> predicate.matches(exchange(text))));
            }
        });
    }

    @Test
    void aStreamKeepsItsOneReaderThroughAPredicate() {
        ChatCompletionStream stream = (ChatCompletionStream) body(Kind.STREAM, "say boom");
        Exchange exchange = exchange(stream);

        assertThat(Builder.body().contains("boom").matches(exchange)).isTrue();

        assertThat(stream.hasReader()).isFalse();
        assertThat(stream.iterator()).toIterable().hasSizeGreaterThan(0);
    }

    enum Kind {
        REQUEST,
        COMPLETION,
        STREAM,
        MESSAGE,
        CHUNK
    }

    private Object body(Kind kind, String text) {
        return switch (kind) {
            case REQUEST ->
                new ChatCompletionRequest("m", List.of(ChatMessage.system("boom bang"), ChatMessage.user(text)));
            case COMPLETION ->
                new ChatCompletion(
                        "1",
                        null,
                        "m",
                        List.of(new ChatCompletion.Choice(ChatMessage.assistant(text), "stop")),
                        null,
                        Map.of());
            case MESSAGE -> ChatMessage.user(text);
            case CHUNK ->
                ChatCompletionChunk.of(
                        Map.of("choices", List.of(Map.of("index", 0, "delta", Map.of("content", text)))));
            case STREAM -> stream(text);
        };
    }

    private Object stream(String text) {
        server.enqueue(Reply.stream()
                .event(GlmJson.delta(text))
                .event(GlmJson.lastDelta())
                .event("[DONE]")
                .lastChunk());
        return template.requestBody("glm4:GLM-4-Air?stream=true", "hi", ChatCompletionStream.class);
    }

    private Exchange exchange(Object body) {
        Exchange exchange = new DefaultExchange(context);
        exchange.getMessage().setBody(body);
        return exchange;
    }

    /** Compares failures by type: a failure for a String must also be one for our bodies. */
    private static Object outcome(Callable<?> evaluation) {
        try {
            return String.valueOf(evaluation.call());
        } catch (Exception e) {
            return e.getClass().getSimpleName();
        }
    }
}
