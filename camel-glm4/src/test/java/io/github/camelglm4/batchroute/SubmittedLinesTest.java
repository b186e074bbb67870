package io.github.camelglm4.batchroute;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.Glm4BatchHeaders;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lines in the format of the service are sent unchanged, once each of them is checked. */
class SubmittedLinesTest extends SubmissionTestSupport {

    private static final String LINES = "glm4-batch:nightly?input=jsonl";

    @TempDir
    Path inbox;

    @Override
    protected RouteBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                fromF("file:%s?initialDelay=0&delay=10&noop=true", inbox)
                        .routeId("inbox")
                        .autoStartup(false)
                        .to(LINES)
                        .to("mock:submitted");
            }
        };
    }

    private static String line(String id, String model) {
        return "{\"custom_id\": \"%s\", \"method\":\"POST\",\"url\":\"/v4/chat/completions\",\"body\":{\"model\":\"%s\","
                        .formatted(id, model)
                + "\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}],\"future_field\":[1e400]}}";
    }

    private static final String TWO = line("order-1", "GLM-4-Air") + "\n" + line("order-2", "GLM-4-Air") + "\n";

    private void assertTwoLines(Object body) {
        Exchange exchange = submit(LINES, body);

        assertThat(content(0)).isEqualTo(TWO);
        assertThat(exchange.getMessage().getBody()).isEqualTo(List.of("order-1", "order-2"));
        assertThat(exchange.getMessage().getHeader(Glm4BatchHeaders.REQUESTS)).isEqualTo(2);
        assertThat(exchange.getMessage().getHeader(Glm4BatchHeaders.ID))
                .isEqualTo(service.batches().get(0));
    }

    private String content(int batch) {
        return service.content((String) service.batch(batches().get(batch)).get("input_file_id"));
    }

    @Test
    void linesOfATextAreSentUnchanged() {
        assertTwoLines(TWO);
    }

    @Test
    void linesOfBytesAreSentUnchanged() {
        assertTwoLines(TWO.getBytes(UTF_8));
    }

    @Test
    void linesOfAFileAreSentUnchanged() throws Exception {
        assertTwoLines(Files.writeString(inbox.resolve("two.jsonl"), TWO).toFile());
    }

    @Test
    void linesOfAPathAreSentUnchanged() throws Exception {
        assertTwoLines(Files.writeString(inbox.resolve("two.jsonl"), TWO));
    }

    @Test
    void linesOfAStreamAreSentUnchanged() {
        assertTwoLines(new FilterInputStream(new ByteArrayInputStream(TWO.getBytes(UTF_8))) {});
    }

    @Test
    void fileOfAFileEndpointIsSentUnchanged() throws Exception {
        MockEndpoint submitted = getMockEndpoint("mock:submitted");
        submitted.expectedMessageCount(1);
        Files.writeString(inbox.resolve("two.jsonl"), TWO);
        context.getRouteController().startRoute("inbox");
        submitted.assertIsSatisfied();

        assertThat(content(0)).isEqualTo(TWO);
        assertThat(temporaryFiles()).isEmpty();
    }

    @Test
    void blankLinesLineEndsOfWindowsAndAByteOrderMarkAreDropped() {
        submit(LINES, "\uFEFF" + TWO.replace("\n", "\r\n\r\n  \n"));

        assertThat(content(0)).isEqualTo(TWO);
    }

    @Test
    void lastLineNeedsNoEnd() {
        submit(LINES, TWO.stripTrailing());

        assertThat(content(0)).isEqualTo(TWO);
    }

    @Test
    void linesOfSeveralModelsAreSeveralBatches() {
        String mixed = line("order-1", "GLM-4-Air") + "\n" + line("order-2", "GLM-4-Plus") + "\n"
                + line("order-3", "GLM-4-Air");
        Exchange exchange = submit(LINES, mixed);

        assertThat(ids(lines(0))).containsExactly("order-1", "order-3");
        assertThat(ids(lines(1))).containsExactly("order-2");
        assertThat(exchange.getMessage().getHeader(Glm4BatchHeaders.ID)).isEqualTo(batches());
        assertThat(exchange.getMessage().getBody()).isEqualTo(List.of("order-1", "order-2", "order-3"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[1]                                    | is not a JSON object",
                "{\"custom_id\":                        | is not a JSON object",
                "{}                                     | custom_id must be text of at least 6 characters, but is not text",
                "{\"custom_id\":123456}                 | custom_id must be text of at least 6 characters, but is not text",
                "{\"custom_id\":\"12345\"}              | custom_id must be text of at least 6 characters, but has 5",
                "{\"custom_id\":\"order-2\"}            | method must be POST, but is null",
                "{\"custom_id\":\"order-2\",\"method\":\"GET\"}"
                        + "                             | method must be POST, but is GET",
                "{\"custom_id\":\"order-2\",\"method\":\"POST\",\"url\":\"/v1/chat/completions\"}"
                        + "                             | url must be /v4/chat/completions, but is /v1/chat/completions",
                "{\"custom_id\":\"order-2\",\"method\":\"POST\",\"url\":\"/v4/chat/completions\",\"body\":{}}"
                        + "                             | body.model must name the model, but is null"
            })
    void invalidLineIsAnErrorThatNamesIt(String line, String reason) {
        assertThat(refusal(LINES, line("order-1", "GLM-4-Air") + "\n" + line + "\n" + line("order-3", "GLM-4-Air")))
                .startsWith("line 2: " + reason);
    }

    @Test
    void idThatIsUsedTwiceIsAnErrorThatNamesIt() {
        assertThat(refusal(LINES, TWO + "\n" + line("order-1", "GLM-4-Air")))
                .isEqualTo("line 4 (custom_id order-1): the custom_id is used twice: each must be unique");
    }

    @Test
    void bodyWithoutLinesIsAnError() {
        assertThat(refusal(LINES, "\n\n")).startsWith("the body has no lines");
        assertThat(refusal(LINES, InputStream.nullInputStream())).startsWith("the body has no lines");
    }

    @Test
    void bodyOfAnotherTypeIsAnErrorThatNamesIt() {
        assertThat(refusal(LINES, List.of(TWO))).contains("input=jsonl", "must be a file", "List");
        assertThat(refusal(LINES, null)).contains("but is null");
    }

    @Test
    void fileThatDoesNotExistIsAnError() {
        assertThat(refusal(LINES, inbox.resolve("none.jsonl").toFile())).startsWith("the body cannot be read");
    }

    @Test
    void lineLongerThanAFileIsAnError() {
        assertThat(refusal(LINES + "&maxFileSize=100", TWO)).contains("line 1", "100");
    }
}
