package io.github.camelglm4.binding;

import io.github.camelglm4.ChatCompletionStream;
import io.github.camelglm4.Glm4Headers;
import io.github.camelglm4.Glm4Properties;
import io.github.camelglm4.chat.ChatCompletion;
import io.github.camelglm4.chat.ChatCompletionRequest;
import io.github.camelglm4.chat.ChatMessage;
import io.github.camelglm4.chat.ChatReply;
import io.github.camelglm4.chat.ToolCall;
import io.github.camelglm4.error.FailureKind;
import io.github.camelglm4.error.Glm4Exception;
import io.github.camelglm4.error.Glm4RequestException;
import io.github.camelglm4.json.Fields;
import io.github.camelglm4.options.Check;
import io.github.camelglm4.options.TextOption;
import io.github.camelglm4.stream.OpenedStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.spi.ProducerCache;
import org.apache.camel.util.CaseInsensitiveMap;

/**
 * Maps exchanges to requests, and answers and failures to exchanges. The producer uses no other class for this.
 * Immutable.
 */
public final class Glm4Binding {

    /** Name of the model in the URI if each message names its model. */
    public static final String ANY_MODEL = "*";

    /** Created in advance, for a failure while there is too little memory to create an exception. */
    private static final Glm4Exception NO_WORDS =
            Glm4Exception.shared("the call failed, and there was not enough memory to describe the failure");

    /**
     * An exchange and its request.
     *
     * @param request the request that is sent
     * @param said its messages without the instructions of the endpoint
     * @param typed whether the body was a ChatCompletionRequest, so that a ChatCompletion is expected
     * @param offersTools whether it offers the tools of the endpoint: not if a caller requires a call of its own
     *     functions
     */
    public record BoundRequest(
            Exchange exchange,
            ChatCompletionRequest request,
            List<ChatMessage> said,
            boolean typed,
            boolean offersTools) {}

    private final String model;
    private final String systemMessage;
    private final RequestParameters parameters;
    private final boolean textOnly;
    private final PromptReader prompts;
    private final boolean includeUsage;
    private final boolean offersTools;
    private final String output;
    private final boolean toolsByRoute;

    /**
     * Reads the options of an endpoint.
     *
     * @throws RuntimeException if an option is invalid; it names the option, its value and what is allowed
     */
    public Glm4Binding(BindingOptions options) {
        String input = options.bodies().getInput();
        Check.oneOf("input", input, "auto", "text");
        this.model = options.model();
        this.systemMessage = TextOption.read(
                options.context(), "systemMessage", options.chat().getSystemMessage());
        this.parameters =
                new RequestParameters(options.context(), options.request(), options.answers(), options.chat());
        this.includeUsage = options.includeUsage();
        this.offersTools = options.tools().offersAny();
        this.textOnly = "text".equals(input);
        this.prompts = new PromptReader(textOnly, options.memory());
        this.output = options.answers().getOutput();
        Check.oneOf("output", output, "text", "completion");
        this.toolsByRoute = options.tools().leavesCallsToRoute();
    }

    /**
     * Creates the request of an exchange. The exchange is not modified, except that a stream is made readable again.
     *
     * @throws Glm4RequestException if a header, field or body is invalid; it names it, its value and what is allowed
     */
    public BoundRequest request(Exchange exchange) {
        Message message = exchange.getMessage();
        ChatCompletionRequest prompt = prompts.read(exchange);
        parameters.check(prompt.parameters());
        Map<String, Object> byHeader = parameters.ofHeaders(message);
        Map<String, Object> callers = prompt.served() && !isChoiceSet(byHeader) ? prompt.parameters() : Map.of();
        Map<String, Object> merged = merged(prompt, byHeader);
        if (offersTools && CallerParameters.wantsNoCall(callers)) {
            CallerParameters.withoutFunctions(merged);
        }
        settleStream(merged, prompt.served());
        ChatCompletionRequest request =
                new ChatCompletionRequest(model(message, model, prompt.model()), prompt.messages(), merged);
        String instructions = instructions(message);
        return new BoundRequest(
                exchange,
                instructions == null ? request : request.withInstructions(instructions),
                prompt.messages(),
                !textOnly && message.getBody() instanceof ChatCompletionRequest,
                offersTools && !CallerParameters.demandsCall(callers));
    }

    private Map<String, Object> merged(ChatCompletionRequest prompt, Map<String, Object> byHeader) {
        if (prompt.served()) {
            return CallerParameters.under(prompt.parameters(), parameters.defaults(), byHeader);
        }
        Map<String, Object> merged = new LinkedHashMap<>(prompt.parameters());
        parameters.defaults().forEach(merged::putIfAbsent);
        merged.putAll(byHeader);
        return merged;
    }

    private void settleStream(Map<String, Object> merged, boolean served) {
        // a route that sets stream=false cannot use a stream
        if (Boolean.FALSE.equals(parameters.defaults().get("stream"))) {
            merged.put("stream", false);
        }
        if (!Boolean.TRUE.equals(merged.get("stream"))) {
            // servers reject it without stream=true
            merged.remove("stream_options");
        } else if (includeUsage && (served || !merged.containsKey("stream_options"))) {
            merged.put("stream_options", Map.of("include_usage", true));
        }
    }

    private boolean isChoiceSet(Map<String, Object> byHeader) {
        return byHeader.containsKey("tool_choice") || parameters.defaults().containsKey("tool_choice");
    }

    /**
     * Returns the model of a request: that of the header, of the endpoint, or of the body, in this order.
     *
     * @param endpoint the model in the URI, or {@link #ANY_MODEL}
     * @param body the model of a request in the body, or null; ignored if the endpoint names one
     * @throws Glm4RequestException if nothing names a model
     */
    public static String model(Message message, String endpoint, String body) {
        String header = message.getHeader(Glm4Headers.MODEL, String.class);
        if (header != null && !header.isBlank()) {
            return header.strip();
        }
        if (!ANY_MODEL.equals(endpoint)) {
            return endpoint;
        }
        if (body == null || body.isBlank()) {
            throw new Glm4RequestException("the endpoint names no model, so the message must: set the header"
                    + " CamelGlm4Model, or model in a request body");
        }
        return body;
    }

    private String instructions(Message message) {
        String header = message.getHeader(Glm4Headers.SYSTEM_MESSAGE, String.class);
        return header != null && !header.isBlank() ? header : systemMessage;
    }

    /** Sets the body and the headers of the message to an answer. Headers that no call sets remain. */
    public void response(BoundRequest bound, ChatReply reply) {
        Message message = bound.exchange().getMessage();
        ChatCompletion completion = reply.completion();
        Map<String, Object> headers = message.getHeaders();
        CompletionHeaders.remove(headers);
        CompletionHeaders.name(
                headers, Glm4Headers.REQUEST_MODEL, bound.request().model());
        CompletionHeaders.reply(headers, reply);
        Fields.putIfSet(
                headers, Glm4Headers.REASONING_CONTENT, completion.message().reasoningContent());
        List<Map<String, Object>> calls = calls(completion);
        if (toolsByRoute || !calls.isEmpty()) {
            OpenConversation.keep(bound, reply);
        }
        message.setBody(reply.typed() != null ? reply.typed().value() : body(bound, completion, calls));
        clearFailure(bound.exchange());
    }

    private Object body(BoundRequest bound, ChatCompletion completion, List<Map<String, Object>> calls) {
        boolean whole = output == null ? bound.typed() : output.equals("completion");
        if (whole) {
            return completion;
        }
        return calls.isEmpty() ? completion.text() : calls;
    }

    /** Returns the function calls that were not run: they are for the route, or for its caller. */
    private static List<Map<String, Object>> calls(ChatCompletion completion) {
        List<Map<String, Object>> calls = new ArrayList<>();
        for (ToolCall call : completion.message().toolCalls()) {
            if (call.isFunction()) {
                Map<String, Object> map = new LinkedHashMap<>();
                map.put("id", call.id());
                map.put("name", call.name());
                // arguments that are not a JSON object are passed on as text
                Map<String, Object> arguments = call.object();
                map.put("arguments", arguments == null ? call.arguments() : arguments);
                calls.add(map);
            }
        }
        return calls;
    }

    /** Sets the body of the exchange to a stream that has begun. If the exchange fails, the stream is closed. */
    public void stream(BoundRequest bound, OpenedStream opened) {
        Exchange exchange = bound.exchange();
        Message message = exchange.getMessage();
        Map<String, Object> headers = CompletionHeaders.opened(bound, opened);
        message.setHeaders(new CaseInsensitiveMap(headers));
        ChunkMessages messages = new ChunkMessages(exchange.getContext(), headers, opened.pipe());
        ChatCompletionStream stream = new ChatCompletionStream(opened.pipe(), messages::closingMessage);
        message.setBody(stream);
        exchange.getExchangeExtension().addOnCompletion(new StreamOwnership(exchange, stream));
        clearFailure(exchange);
    }

    /**
     * Sends each chunk of a stream to an endpoint. The result is the complete answer, or the failure of the stream or
     * of a chunk.
     */
    public CompletableFuture<ChatReply> push(
            BoundRequest bound, OpenedStream opened, ProducerCache producers, Endpoint target) {
        return new ChunkPusher(bound, opened, producers, target).push();
    }

    /**
     * Fails the exchange, and sets the properties of Camel's own AI components. Body and headers remain unchanged.
     * Throws nothing: without an exception, the exchange would continue with its question as the answer.
     */
    public static void failure(Exchange exchange, Throwable failure) {
        try {
            clearFailure(exchange);
            exchange.setException(failure);
            exchange.setProperty(
                    Glm4Properties.ERROR_CATEGORY, FailureKind.of(failure).category());
            if (failure instanceof Glm4Exception glm4 && glm4.getRetryAfter() != null) {
                exchange.setProperty(
                        Glm4Properties.RETRY_AFTER_MILLIS, glm4.getRetryAfter().toMillis());
            }
        } catch (RuntimeException | Error again) {
            if (exchange.getException() == null) {
                exchange.setException(NO_WORDS);
            }
        }
    }

    /** Removes the properties of an earlier failure. */
    public static void clearFailure(Exchange exchange) {
        exchange.removeProperty(Glm4Properties.ERROR_CATEGORY);
        exchange.removeProperty(Glm4Properties.RETRY_AFTER_MILLIS);
    }
}
