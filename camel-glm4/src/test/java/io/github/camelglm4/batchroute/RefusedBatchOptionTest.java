package io.github.camelglm4.batchroute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelglm4.testing.LogCapture;
import java.util.List;
import java.util.Map;
import org.apache.camel.ResolveEndpointFailedException;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** With an invalid option, the route does not start; the message names the option, its value and what is allowed. */
class RefusedBatchOptionTest extends SubmissionTestSupport {

    private void start(String uri) throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:start").to(uri);
            }
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "stream=true",
                "streamTo=direct:chunks",
                "includeUsage=true",
                "abandonTimeout=1s",
                "memory=true",
                "memoryStore=#store",
                "memoryExpiry=1h",
                "maxConversations=9",
                "conversationId=c1",
                "maxHistoryMessages=9",
                "maxHistoryTokens=9",
                "toolTags=public",
                "toolExecution=manual",
                "maxToolRounds=3",
                "toolErrors=fail",
                "toolTimeout=1s",
                "toolFilter=direct:approve",
                "outputRetries=1"
            })
    void optionOfSingleCallsIsAnErrorAtStart(String option) {
        assertThatThrownBy(() -> start(JOB + "&" + option))
                .rootCause()
                .hasMessage(
                        "glm4-batch does not support " + option.substring(0, option.indexOf('='))
                                + ": a batch has no streams, conversations, tool routes and further requests; use glm4 for them");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            tools=lookup | tools must be resource:FILE with definitions, but contains lookup
            temperature=1.01 | temperature must be from 0 to 1, but is 1.01
            thinking=yes | thinking must be one of enabled, disabled, but is yes
            input=json | input must be one of auto, text, jsonl, but is json
            output=json | output must be one of text, completion, but is json
            maxRequests=0 | maxRequests must be at least 1, but is 0
            maxFileSize=0 | maxFileSize must be at least 1, but is 0
            outputClass=com.acme.None | outputClass: the class com.acme.None is not on the class path
            outputClass=java.lang.String&output=completion | outputClass and output=completion are not allowed together
            additionalBodyProperty.stream=true | additionalBodyProperty.stream is not allowed
            authMode=basic | authMode must be one of bearer, jwt, but is basic
            """)
    void invalidOptionIsAnErrorAtStart(String options, String message) {
        assertThatThrownBy(() -> start(JOB + "&" + options)).rootCause().hasMessageStartingWith(message);
        assertThat(service.requests()).isEmpty();
    }

    @Test
    void unknownOptionIsAnErrorAtStart() {
        assertThatThrownBy(() -> start(JOB + "&temprature=0.5"))
                .hasRootCauseInstanceOf(ResolveEndpointFailedException.class)
                .hasMessageContaining("temprature");
    }

    @Test
    void jobIsRequiredAndHasAtMost512Characters() {
        assertThatThrownBy(() -> context.getEndpoint("glm4-batch:%20"))
                .rootCause()
                .hasMessageStartingWith("the job is missing: use glm4-batch:NAME");
        assertThatThrownBy(() -> context.getEndpoint("glm4-batch:" + "j".repeat(513)))
                .rootCause()
                .hasMessageStartingWith("the name of the job must have at most 512 characters, but has 513: jjj");
        assertThatCode(() -> context.getEndpoint("glm4-batch:" + "j".repeat(512)))
                .doesNotThrowAnyException();
    }

    @Test
    void optionsOfDeliveryHaveNoEffectInASubmission() throws Exception {
        try (LogCapture log = new LogCapture("io.github.camelglm4")) {
            start(JOB + "&deleteFiles=false");
            assertThat(log.text())
                    .contains("the option deleteFiles has no effect in to(\"glm4-batch:...\"): it is for from");
        }
    }

    @Test
    void unknownHeaderIsReported() {
        try (LogCapture log = new LogCapture("io.github.camelglm4")) {
            submit(JOB, List.of("Hi"), Map.of("CamelGlm4BatchReqestId", "order-1"));
            assertThat(log.text()).contains("CamelGlm4BatchReqestId", "did you mean CamelGlm4BatchRequestId?");
        }
    }
}
