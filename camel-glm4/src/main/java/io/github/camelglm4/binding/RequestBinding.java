package io.github.camelglm4.binding;

import io.github.camelglm4.Glm4Headers;
import io.github.camelglm4.chat.ChatCompletionRequest;
import io.github.camelglm4.error.Glm4RequestException;
import io.github.camelglm4.options.ChatOptions;
import io.github.camelglm4.options.Check;
import io.github.camelglm4.options.RequestOptions;
import io.github.camelglm4.options.StreamOptions;
import io.github.camelglm4.options.TextOption;
import io.github.camelglm4.options.ToolOptions;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/**
 * Makes a request of a message: header before body before endpoint, and nothing that nobody set. A request that a caller of a
 * served route sent comes last, after the endpoint. Immutable.
 */
final class RequestBinding {

    private final String model;
    private final String systemMessage;
    private final double maxTemperature;
    private final Map<String, Object> defaults;
    private final HeaderParameters headers;
    private final boolean textOnly;
    private final PromptReader prompts;
    private final boolean includeUsage;
    private final boolean offersTools;

    /** As {@link Glm4Binding}. */
    RequestBinding(
            CamelContext context,
            String model,
            RequestOptions request,
            ChatOptions chat,
            StreamOptions streaming,
            ToolOptions tools,
            boolean remembers) {
        Check.oneOf("input", chat.getInput(), "auto", "text");
        Check.atLeast("maxTemperature", chat.getMaxTemperature(), 0);
        this.model = model;
        this.systemMessage = TextOption.read(context, "systemMessage", request.getSystemMessage());
        this.maxTemperature = chat.getMaxTemperature();
        this.defaults = ParameterDefaults.of(context, request, maxTemperature);
        this.headers = new HeaderParameters(maxTemperature);
        this.includeUsage = streaming.isIncludeUsage();
        this.offersTools = tools.offersAny();
        this.textOnly = "text".equals(chat.getInput());
        this.prompts = new PromptReader(textOnly, remembers);
    }

    /** As {@link Glm4Binding#request}. */
    BoundRequest bind(Exchange exchange) {
        Message message = exchange.getMessage();
        ChatCompletionRequest prompt = prompts.read(exchange);
        checkParameters(prompt.parameters());
        Map<String, Object> byHeader = new LinkedHashMap<>();
        headers.apply(message, byHeader);
        Map<String, Object> callers = prompt.served() && !isChoiceSet(byHeader) ? prompt.parameters() : Map.of();
        Map<String, Object> parameters = parameters(prompt, byHeader);
        if (offersTools && CallerParameters.wantsNoCall(callers)) {
            CallerParameters.withoutFunctions(parameters);
        }
        // an endpoint that says stream=false is called from where a stream would be of no use
        if (Boolean.FALSE.equals(defaults.get("stream"))) {
            parameters.put("stream", false);
        }
        if (!Boolean.TRUE.equals(parameters.get("stream"))) {
            // servers refuse it without a stream
            parameters.remove("stream_options");
        } else if (includeUsage && (prompt.served() || !parameters.containsKey("stream_options"))) {
            parameters.put("stream_options", Map.of("include_usage", true));
        }
        ChatCompletionRequest request =
                new ChatCompletionRequest(model(message, prompt), prompt.messages(), parameters);
        String instructions = instructions(message);
        return new BoundRequest(
                instructions == null ? request : request.withInstructions(instructions),
                prompt.messages(),
                !textOnly && message.getBody() instanceof ChatCompletionRequest,
                offersTools && !CallerParameters.demandsCall(callers));
    }

    private Map<String, Object> parameters(ChatCompletionRequest prompt, Map<String, Object> byHeader) {
        if (prompt.served()) {
            return CallerParameters.under(prompt.parameters(), defaults, byHeader);
        }
        Map<String, Object> parameters = new LinkedHashMap<>(prompt.parameters());
        defaults.forEach(parameters::putIfAbsent);
        parameters.putAll(byHeader);
        return parameters;
    }

    private boolean isChoiceSet(Map<String, Object> byHeader) {
        return byHeader.containsKey("tool_choice") || defaults.containsKey("tool_choice");
    }

    private String model(Message message, ChatCompletionRequest prompt) {
        String header = message.getHeader(Glm4Headers.MODEL, String.class);
        if (header != null && !header.isBlank()) {
            return header.strip();
        }
        if (!Glm4Binding.ANY_MODEL.equals(model)) {
            return model;
        }
        if (prompt.model() == null || prompt.model().isBlank()) {
            throw new Glm4RequestException(
                    "glm4:* needs the model from the message: the header CamelGlm4Model, or model in a request body");
        }
        return prompt.model();
    }

    private String instructions(Message message) {
        String header = message.getHeader(Glm4Headers.SYSTEM_MESSAGE, String.class);
        return header != null && !header.isBlank() ? header : systemMessage;
    }

    /** Fields of a request in the body that we know the range of; the service's own message is seldom as clear. */
    private void checkParameters(Map<String, Object> parameters) {
        Check.temperature("temperature", number(parameters, "temperature"), maxTemperature);
        Check.range("top_p", number(parameters, "top_p"), 0, 1);
        Check.atLeast("max_tokens", number(parameters, "max_tokens"), 1);
        Object stream = parameters.get("stream");
        if (stream != null && !(stream instanceof Boolean)) {
            throw new Glm4RequestException("stream must be true or false, but is " + Check.shown(stream));
        }
    }

    private static Number number(Map<String, Object> parameters, String field) {
        Object value = parameters.get(field);
        if (value != null && !(value instanceof Number)) {
            throw new Glm4RequestException(field + " must be a number, but is " + Check.shown(value));
        }
        return (Number) value;
    }
}
