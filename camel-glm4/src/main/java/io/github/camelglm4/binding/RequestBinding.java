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
    private final RequestParameters parameters;
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
        this.model = model;
        this.systemMessage = TextOption.read(context, "systemMessage", request.getSystemMessage());
        this.parameters = new RequestParameters(context, request, chat.getMaxTemperature());
        this.includeUsage = streaming.isIncludeUsage();
        this.offersTools = tools.offersAny();
        this.textOnly = "text".equals(chat.getInput());
        this.prompts = new PromptReader(textOnly, remembers);
    }

    /** As {@link Glm4Binding#request}. */
    BoundRequest bind(Exchange exchange) {
        Message message = exchange.getMessage();
        ChatCompletionRequest prompt = prompts.read(exchange);
        parameters.check(prompt.parameters());
        Map<String, Object> byHeader = parameters.ofHeaders(message);
        Map<String, Object> callers = prompt.served() && !isChoiceSet(byHeader) ? prompt.parameters() : Map.of();
        Map<String, Object> merged = merged(prompt, byHeader);
        if (offersTools && CallerParameters.wantsNoCall(callers)) {
            CallerParameters.withoutFunctions(merged);
        }
        // an endpoint that says stream=false is called from where a stream would be of no use
        if (Boolean.FALSE.equals(parameters.defaults().get("stream"))) {
            merged.put("stream", false);
        }
        if (!Boolean.TRUE.equals(merged.get("stream"))) {
            // servers refuse it without a stream
            merged.remove("stream_options");
        } else if (includeUsage && (prompt.served() || !merged.containsKey("stream_options"))) {
            merged.put("stream_options", Map.of("include_usage", true));
        }
        ChatCompletionRequest request = new ChatCompletionRequest(model(message, prompt), prompt.messages(), merged);
        String instructions = instructions(message);
        return new BoundRequest(
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

    private boolean isChoiceSet(Map<String, Object> byHeader) {
        return byHeader.containsKey("tool_choice") || parameters.defaults().containsKey("tool_choice");
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
}
