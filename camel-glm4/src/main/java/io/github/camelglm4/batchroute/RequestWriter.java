package io.github.camelglm4.batchroute;

import io.github.camelglm4.batch.LineReader;
import io.github.camelglm4.batch.RequestFile;
import io.github.camelglm4.batch.RequestFiles;
import io.github.camelglm4.batch.RequestLine;
import io.github.camelglm4.binding.Glm4Binding;
import io.github.camelglm4.binding.Glm4Binding.BoundRequest;
import io.github.camelglm4.chat.ChatCompletionRequest;
import io.github.camelglm4.error.FailureDetails;
import io.github.camelglm4.error.Glm4Exception;
import io.github.camelglm4.error.Glm4RequestException;
import io.github.camelglm4.options.Check;
import io.github.camelglm4.options.ToolsOption;
import io.github.camelglm4.text.PrintableText;
import io.github.camelglm4.tools.OfferedTools;
import io.github.camelglm4.typed.TypedOutput;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.UUID;
import org.apache.camel.Exchange;

/**
 * Writes the requests of a body to the files of its batches, on the calling thread: a body may run code of the route.
 * Nothing is sent before all of them are valid. Immutable.
 */
final class RequestWriter {

    /**
     * The requests of a submission.
     *
     * @param customIds their ids, in the order of the body
     * @param files one file for each batch; to be deleted
     */
    record WrittenRequests(List<String> customIds, List<RequestFile> files) {}

    private final boolean jsonl;
    private final int maxRequests;
    private final int maxFileSize;
    private final Glm4Binding binding;
    private final TypedOutput typed;
    private final OfferedTools tools;

    /**
     * Reads the options of an endpoint.
     *
     * @throws RuntimeException if an option is invalid; it names the option, its value and what is allowed
     */
    RequestWriter(Glm4BatchEndpoint endpoint) {
        SubmissionOptions options = endpoint.getSubmission();
        Check.atLeast("maxRequests", options.getMaxRequests(), 1);
        Check.atLeast("maxFileSize", options.getMaxFileSize(), 1);
        maxRequests = options.getMaxRequests();
        maxFileSize = options.getMaxFileSize();
        binding = new Glm4Binding(endpoint.bindingOptions());
        jsonl = "jsonl".equals(options.getInput());
        typed = endpoint.typedOutput();
        ToolsOption offered = ToolsOption.read(endpoint.getCamelContext(), options.getTools());
        if (!offered.names().isEmpty()) {
            throw new Glm4RequestException("tools must be resource:FILE with definitions, but contains "
                    + PrintableText.name(String.join(", ", offered.names()))
                    + ": a tool route cannot be used, because a batch sends no results of tools");
        }
        tools = new OfferedTools(List.of(), false, offered.definitions());
    }

    /**
     * Writes the requests of the body.
     *
     * @throws Glm4RequestException if the body or one of its requests is invalid; it names the place and the id
     * @throws Glm4Exception if a file cannot be written
     */
    WrittenRequests write(Exchange exchange) {
        Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
        try (RequestFiles files = new RequestFiles(temporary, maxRequests, maxFileSize)) {
            List<String> customIds = jsonl ? lines(exchange, files) : elements(exchange, files);
            return new WrittenRequests(customIds, files.complete());
        } catch (IOException e) {
            throw new Glm4Exception(
                    "the requests cannot be written to a temporary file in " + temporary + ": " + e.getMessage(),
                    e,
                    FailureDetails.NONE);
        }
    }

    private List<String> elements(Exchange exchange, RequestFiles files) throws IOException {
        try (Elements elements = Elements.of(exchange.getMessage().getBody())) {
            return elements(elements, Element.plain(exchange), files);
        }
    }

    private List<String> elements(Iterator<Element> elements, Exchange plain, RequestFiles files) throws IOException {
        String prefix = UUID.randomUUID().toString().substring(0, 18);
        List<String> customIds = new ArrayList<>();
        while (elements.hasNext()) {
            Element element = elements.next();
            int index = customIds.size();
            String requested = element.requestedId();
            String customId = requested == null ? prefix + "-" + (index + 1) : requested;
            try {
                files.add(RequestLine.of(customId, request(element.exchange(plain))));
            } catch (RuntimeException e) {
                throw at("body[" + index + "]" + (requested == null ? "" : id(customId)), e);
            }
            customIds.add(customId);
        }
        if (customIds.isEmpty()) {
            throw new Glm4RequestException("the body has no elements, so no request would be sent. An Iterator can be"
                    + " read only once: for a redelivery, use an Iterable or a Collection");
        }
        return customIds;
    }

    private ChatCompletionRequest request(Exchange exchange) {
        BoundRequest bound = binding.request(exchange);
        ChatCompletionRequest request = bound.request();
        if (request.streamed()) {
            throw new Glm4RequestException("a request of a batch cannot be streamed: remove the header CamelGlm4Stream,"
                    + " or stream in the request");
        }
        if (typed != null) {
            request = typed.ask(request);
        }
        return bound.offersTools() ? tools.in(request) : request;
    }

    private List<String> lines(Exchange exchange, RequestFiles files) throws IOException {
        List<String> customIds = new ArrayList<>();
        try (LineBody body = LineBody.open(exchange)) {
            LineReader lines = new LineReader(body.stream(), maxFileSize);
            for (byte[] line = next(lines); line != null; line = next(lines)) {
                RequestLine request = parse(line, lines.number());
                try {
                    files.add(request);
                } catch (Glm4RequestException e) {
                    throw at("line " + lines.number() + id(request.customId()), e);
                }
                customIds.add(request.customId());
            }
        }
        if (customIds.isEmpty()) {
            throw new Glm4RequestException(
                    "the body has no lines, so no request would be sent. Some streams can be read"
                            + " only once: for a redelivery, use a file");
        }
        return customIds;
    }

    private static RequestLine parse(byte[] line, long number) {
        try {
            return RequestLine.parse(line);
        } catch (Glm4RequestException e) {
            throw at("line " + number, e);
        }
    }

    private static byte[] next(LineReader lines) {
        try {
            return lines.next();
        } catch (IOException e) {
            throw new Glm4RequestException("the body cannot be read: " + e.getMessage(), e, FailureDetails.NONE);
        }
    }

    private static String id(String customId) {
        return " (custom_id " + PrintableText.name(customId) + ")";
    }

    private static Glm4RequestException at(String place, RuntimeException e) {
        String reason = e instanceof Glm4Exception ? e.getMessage() : e.toString();
        return new Glm4RequestException(place + ": " + reason, e, FailureDetails.NONE);
    }
}
