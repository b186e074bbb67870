package io.github.camelglm4.moderationroute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelglm4.Glm4TestSupport;
import io.github.camelglm4.error.Glm4ContentFilterException;
import io.github.camelglm4.error.Glm4RequestException;
import io.github.camelglm4.error.Glm4ResponseException;
import io.github.camelglm4.error.Glm4ServerException;
import io.github.camelglm4.json.Json;
import io.github.camelglm4.testing.RecordedRequest;
import io.github.camelglm4.testing.Reply;
import io.github.camelglm4.text.PrintableText;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.util.ObjectHelper;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts with a verdict: one that contains a risk level gets it, any other one passes. */
class ModeratedTextsTest extends Glm4TestSupport {

    private static final String MODEL = "glm4-moderation:moderation";

    @BeforeEach
    void judge() {
        server.otherwise(ModeratedTextsTest::verdict);
    }

    private static Reply verdict(RecordedRequest request) {
        String text = input(request);
        String level = text.contains("REJECT") ? "REJECT" : text.contains("REVIEW") ? "REVIEW" : "PASS";
        return answer(Map.of(
                "content_type",
                "text",
                "risk_level",
                level,
                "risk_type",
                level.equals("PASS") ? List.of() : List.of("kind of " + level)));
    }

    private static Reply answer(Object... results) {
        return Reply.json(Json.writeText(Map.of(
                "id",
                "m1",
                "request_id",
                "q1",
                "result_list",
                List.of(results),
                "usage",
                Map.of("moderation_text", Map.of("call_count", 1)))));
    }

    private static String input(RecordedRequest request) {
        return (String) request.json().get("input");
    }

    private Exchange moderated(String uri, Object body) {
        Exchange exchange = ask(uri, body);
        assertThat(failure(exchange)).isNull();
        return exchange;
    }

    @ParameterizedTest
    @ValueSource(strings = {"PASS", "REVIEW", "REJECT"})
    void bodyStaysAndTheHeadersHaveTheVerdict(String level) {
        String body = "This is " + level;

        Exchange exchange = moderated(MODEL, body);

        assertThat(exchange.getMessage().getBody()).isSameAs(body);
        assertThat(exchange.getMessage().getHeaders())
                .containsEntry("CamelGlm4RiskLevel", level)
                .containsEntry("CamelGlm4RiskTypes", level.equals("PASS") ? List.of() : List.of("kind of " + level))
                .containsEntry("CamelGlm4ResponseId", "m1")
                .containsEntry("CamelGlm4ServerRequestId", "q1")
                .containsEntry("CamelGlm4RequestModel", "moderation")
                .containsEntry("CamelGlm4Attempts", 1);
        assertThat(server.requests()).singleElement().satisfies(request -> {
            assertThat(request.path()).isEqualTo("/v1/moderations");
            assertThat(request.json()).isEqualTo(Map.of("model", "moderation", "input", body));
        });
    }

    @Test
    void verdictIsTheWorstOfAllTextsWithTheTypesOfAll() {
        List<String> body = List.of("good", "REVIEW", "REJECT", "REVIEW again");

        Exchange exchange = moderated(MODEL, body);

        assertThat(exchange.getMessage().getBody()).isSameAs(body);
        assertThat(exchange.getMessage().getHeaders())
                .containsEntry("CamelGlm4RiskLevel", "REJECT")
                .containsEntry("CamelGlm4RiskTypes", List.of("kind of REVIEW", "kind of REJECT"))
                .containsEntry("CamelGlm4Attempts", 4);
    }

    @Test
    void longTextGoesInPiecesThatAreNeverCutInsideACodePoint() {
        String text = "a".repeat(1_999) + "\uD83D\uDE00" + "b".repeat(1_998) + "REJECT";

        Exchange exchange = moderated(MODEL, text);

        assertThat(exchange.getMessage().getBody()).isSameAs(text);
        assertThat(exchange.getMessage().getHeader("CamelGlm4RiskLevel")).isEqualTo("REJECT");
        List<String> pieces = server.requests().stream()
                .map(ModeratedTextsTest::input)
                .sorted(Comparator.comparing(text::indexOf))
                .toList();
        assertThat(pieces).hasSize(3).allMatch(piece -> piece.length() <= 2_000);
        assertThat(pieces.get(0)).isEqualTo("a".repeat(1_999));
        assertThat(pieces.get(1)).isEqualTo("a".repeat(100) + "\uD83D\uDE00" + "b".repeat(1_898));
        assertThat(pieces.get(2)).isEqualTo("b".repeat(200) + "REJECT");
    }

    @Test
    void wordAtTheEndOfAPieceIsNotHiddenByItsCut() {
        Exchange exchange = moderated(MODEL, "a".repeat(1_997) + "REJECT" + "b".repeat(500));

        assertThat(exchange.getMessage().getHeader("CamelGlm4RiskLevel")).isEqualTo("REJECT");
        assertThat(server.requests()).hasSize(2);
    }

    @Test
    void pieceThatIsBlankIsNotSent() {
        moderated(MODEL, "a".repeat(1_000) + " ".repeat(5_000) + "b\n");

        assertThat(server.requests())
                .extracting(ModeratedTextsTest::input)
                .noneMatch(String::isBlank)
                .anyMatch(piece -> piece.contains("a"))
                .anyMatch(piece -> piece.contains("b"));
    }

    @Test
    void typesAreReadInEveryForm() {
        server.enqueue(
                answer(Map.of("risk_level", " reject ", "risk_type", "insult")),
                answer(Map.of(
                        "risk_level", "REVIEW", "risk_type", List.of("none", "", "ads", "ads", List.of(), "a\nb"))),
                answer(Map.of("risk_level", "PASS")));

        assertThat(moderated(MODEL, "a").getMessage().getHeaders())
                .containsEntry("CamelGlm4RiskLevel", "REJECT")
                .containsEntry("CamelGlm4RiskTypes", List.of("insult"));
        assertThat(moderated(MODEL, "a").getMessage().getHeader("CamelGlm4RiskTypes"))
                .isEqualTo(List.of("ads", PrintableText.name("a\nb")));
        assertThat(moderated(MODEL, "a").getMessage().getHeader("CamelGlm4RiskTypes"))
                .isEqualTo(List.of());
    }

    @Test
    void textOfTwoThousandCharactersIsOnePiece() {
        moderated(MODEL, "a".repeat(2_000));

        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void iteratorCanBeReadAfterTheCall() {
        Iterator<String> texts = List.of("one", "two").iterator();

        Exchange exchange = moderated(MODEL, texts);

        assertThat(exchange.getMessage().getBody(Iterator.class)).toIterable().isEqualTo(List.of("one", "two"));
    }

    @ParameterizedTest
    @CsvSource({
        "none, REJECT, false",
        "REJECT, REJECT, true",
        "REJECT, REVIEW, false",
        "REVIEW, REJECT, true",
        "REVIEW, REVIEW, true",
        "REVIEW, PASS, false"
    })
    void exchangeFailsFromTheLevelOfRejectAtOn(String rejectAt, String level, boolean fails) {
        Exchange exchange = ask(MODEL + "?rejectAt=" + rejectAt, level);

        if (fails) {
            assertThat(failure(exchange))
                    .isExactlyInstanceOf(Glm4ContentFilterException.class)
                    .hasMessage(
                            "moderation returned " + level + " (kind of " + level + "), and rejectAt is " + rejectAt);
            assertThat((Glm4ContentFilterException) failure(exchange))
                    .returns("q1", Glm4ContentFilterException::getServerRequestId)
                    .returns(1, Glm4ContentFilterException::getAttempts);
            assertThat(exchange.getProperty("CamelAiErrorCategory")).isEqualTo("VALIDATION");
            assertThat(exchange.getMessage().getHeaders()).isEmpty();
        } else {
            assertThat(failure(exchange)).isNull();
            assertThat(exchange.getMessage().getHeader("CamelGlm4RiskLevel")).isEqualTo(level);
        }
        assertThat(exchange.getMessage().getBody()).isEqualTo(level);
    }

    @Test
    void rejectionWithoutTypesNamesNone() {
        server.otherwise(answer(Map.of("risk_level", "REJECT")));

        assertThat(failure(ask(MODEL + "?rejectAt=REJECT", "a")))
                .hasMessage("moderation returned REJECT, and rejectAt is REJECT");
    }

    @Test
    void numberOfVerdictsMustBeThatOfTheTexts() {
        Map<String, Object> pass = Map.of("risk_level", "PASS");
        server.enqueue(answer(), answer(pass, pass), Reply.json("{\"id\":\"m1\"}"));

        assertThat(failure(ask(MODEL, "a")))
                .isExactlyInstanceOf(Glm4ResponseException.class)
                .hasMessage("the answer has 0 verdicts for one text");
        assertThat(failure(ask(MODEL, "a")))
                .isExactlyInstanceOf(Glm4ResponseException.class)
                .hasMessage("the answer has 2 verdicts for one text");
        assertThat(failure(ask(MODEL, "a")))
                .isExactlyInstanceOf(Glm4ResponseException.class)
                .hasMessage("the answer has no list result_list with verdicts");
    }

    @Test
    void unknownLevelIsAFailure() {
        server.enqueue(answer(Map.of("risk_level", "MAYBE")), answer(Map.of()));

        assertThat(failure(ask(MODEL, "a"))).isExactlyInstanceOf(Glm4ResponseException.class);
        assertThat(failure(ask(MODEL, "a")))
                .hasMessage("the answer has a verdict whose risk_level is not PASS, REVIEW or REJECT");
    }

    @Test
    void failureOfOneTextFailsTheExchangeAndHeadersOfAnEarlierCallStay() {
        server.otherwise(request -> input(request).equals("b") ? Reply.error(500, "1234", "no") : verdict(request));
        Map<String, Object> headers = Map.of("CamelGlm4RiskLevel", "PASS");

        Exchange exchange = ask(MODEL + "?maxRetries=0", List.of("a", "b", "c"), headers);

        assertThat(failure(exchange)).isExactlyInstanceOf(Glm4ServerException.class);
        assertThat(exchange.getMessage().getHeaders()).isEqualTo(new HashMap<>(headers));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " "})
    void bodyWithoutTextIsRefused(String body) {
        assertThat(failure(ask(MODEL, body))).isInstanceOf(Glm4RequestException.class);
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void rejectAtIsCheckedAtStartup() {
        assertThatThrownBy(() -> context.addRoutes(new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("direct:refused").to(MODEL + "?rejectAt=PASS");
                    }
                }))
                .satisfies(failure -> assertThat(ObjectHelper.getException(Glm4RequestException.class, failure))
                        .hasMessage("rejectAt must be one of none, REJECT, REVIEW, but is PASS"));
    }
}
