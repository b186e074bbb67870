package io.github.camelglm4.toolroute;

import io.github.camelglm4.CallerCancellation;
import io.github.camelglm4.Glm4Properties;
import io.github.camelglm4.text.PrintableText;
import io.github.camelglm4.tools.ToolInvocation;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.Message;

/**
 * The properties and variables of the calling exchange for its tools. Copied when the request is sent, because the
 * exchange continues during a streamed answer. Immutable.
 */
final class CallerContext {

    /** Nesting depth of tool calls that the exchange is in; an Integer. */
    private static final String DEPTH = "CamelGlm4ToolDepth";

    private static final Set<String> NOT_FOR_TOOLS = Set.of(
            Glm4Properties.MESSAGES,
            Glm4Properties.TOOL_TRACE,
            Glm4Properties.ERROR_CATEGORY,
            Glm4Properties.RETRY_AFTER_MILLIS);

    private final String id;
    private final Map<String, Object> properties;
    private final Map<String, Object> variables;
    private final int depth;

    CallerContext(Exchange exchange) {
        id = exchange.getExchangeId();
        properties = new HashMap<>(exchange.getProperties());
        properties.keySet().removeAll(NOT_FOR_TOOLS);
        variables = exchange.hasVariables() ? new HashMap<>(exchange.getVariables()) : Map.of();
        depth = depth(exchange);
    }

    static int depth(Exchange exchange) {
        return exchange.getProperty(DEPTH, 0, Integer.class);
    }

    /** Prepares a new exchange for a tool call. */
    void fill(Exchange exchange, ToolInvocation call) {
        exchange.setPattern(ExchangePattern.InOut);
        properties.forEach(exchange::setProperty);
        variables.forEach(exchange::setVariable);
        exchange.setProperty(ExchangePropertyKey.CORRELATION_ID, id);
        exchange.setProperty(DEPTH, depth + 1);
        // cancels a model request of the tool's route when the result is no longer needed
        exchange.setProperty(
                Glm4Properties.CALLER_GONE, new CallerCancellation(call.abandoned(), exchange.getExchangeId()));
        Message message = exchange.getMessage();
        message.setBody(call.arguments());
        message.setHeader(Glm4ToolHeaders.NAME, call.name());
        message.setHeader(Glm4ToolHeaders.CALL_ID, PrintableText.name(call.id()));
    }
}
