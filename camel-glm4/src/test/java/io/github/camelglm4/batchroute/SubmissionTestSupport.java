package io.github.camelglm4.batchroute;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelglm4.Glm4Component;
import io.github.camelglm4.error.Glm4RequestException;
import io.github.camelglm4.testing.batch.BatchService;
import io.github.camelglm4.testing.batch.Operation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.Exchange;
import org.apache.camel.test.junit5.CamelTestSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A context whose {@code glm4-batch:} endpoints call a test service, and whose temporary files are counted. */
abstract class SubmissionTestSupport extends CamelTestSupport {

    static final String JOB = "glm4-batch:nightly?model=GLM-4-Air";

    private static final String TEMP = "java.io.tmpdir";
    private static final ObjectMapper JSON = new ObjectMapper();

    @RegisterExtension
    final BatchService service = BatchService.start().hold();

    @TempDir
    Path files;

    private final String usualTemp = System.getProperty(TEMP);

    @Override
    protected CamelContext createCamelContext() throws Exception {
        CamelContext context = super.createCamelContext();
        Glm4Component component = context.getComponent("glm4", Glm4Component.class);
        component.getService().setBaseUrl(service.baseUrl());
        component.getService().setApiKey("0123456789abcdef.secret");
        component.getRetry().setRetryDelay(1);
        return context;
    }

    @BeforeEach
    void useOwnDirectory() {
        System.setProperty(TEMP, files.toString());
    }

    @AfterEach
    void useUsualDirectory() {
        System.setProperty(TEMP, usualTemp);
    }

    /** Sends a body with headers to an endpoint and returns the exchange, even if it failed. */
    final Exchange submit(String uri, Object body, Map<String, Object> headers) {
        return template.send(uri, exchange -> {
            exchange.getMessage().setBody(body);
            exchange.getMessage().setHeaders(new HashMap<>(headers));
        });
    }

    /** Submits a body, which must succeed. */
    final Exchange submit(String uri, Object body) {
        Exchange exchange = submit(uri, body, Map.of());
        assertThat(failure(exchange)).isNull();
        assertThat(temporaryFiles()).isEmpty();
        return exchange;
    }

    /** Returns the failure of an exchange, without the exceptions of Camel around it. */
    static Throwable failure(Exchange exchange) {
        Throwable failure = exchange.getException();
        return failure instanceof CamelExecutionException ? failure.getCause() : failure;
    }

    /** Submits a body that must be rejected before anything is sent, and returns the message. */
    final String refusal(String uri, Object body, Map<String, Object> headers) {
        Exchange exchange = submit(uri, body, headers);
        assertThat(failure(exchange)).isInstanceOf(Glm4RequestException.class);
        assertThat(exchange.getProperty("CamelAiErrorCategory")).isEqualTo("VALIDATION");
        assertNothingIsLeft();
        assertThat(service.requests()).isEmpty();
        return failure(exchange).getMessage();
    }

    final String refusal(String uri, Object body) {
        return refusal(uri, body, Map.of());
    }

    final void assertNothingIsLeft() {
        assertThat(temporaryFiles()).isEmpty();
        assertThat(service.files()).isEmpty();
    }

    final List<Path> temporaryFiles() {
        try (Stream<Path> all = Files.list(files)) {
            return all.toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The batches in the order in which they were created. */
    final List<String> batches() {
        List<String> ids = new ArrayList<>(service.batches());
        Collections.reverse(ids);
        return ids;
    }

    /** The lines of the n-th batch. */
    final List<Map<String, Object>> lines(int batch) {
        String content =
                service.content((String) service.batch(batches().get(batch)).get("input_file_id"));
        return content.lines().map(SubmissionTestSupport::json).toList();
    }

    /** The lines of the only batch. */
    final List<Map<String, Object>> lines() {
        assertThat(service.batches()).hasSize(1);
        return lines(0);
    }

    /** The request in each line of the only batch. */
    final List<Map<String, Object>> requests() {
        return lines().stream().map(SubmissionTestSupport::request).toList();
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> request(Map<String, Object> line) {
        return (Map<String, Object>) line.get("body");
    }

    /** The text of the last message of each request of the only batch. */
    final List<Object> texts() {
        return texts(lines());
    }

    static List<Object> texts(List<Map<String, Object>> lines) {
        return lines.stream().map(SubmissionTestSupport::lastText).toList();
    }

    private static Object lastText(Map<String, Object> line) {
        List<?> messages = (List<?>) request(line).get("messages");
        return ((Map<?, ?>) messages.get(messages.size() - 1)).get("content");
    }

    static List<Object> ids(List<Map<String, Object>> lines) {
        return lines.stream().map(line -> line.get("custom_id")).toList();
    }

    final int sent(Operation operation) {
        return service.requests(operation).size();
    }

    static Map<String, Object> json(String text) {
        try {
            return JSON.readValue(text.getBytes(UTF_8), new TypeReference<>() {});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
