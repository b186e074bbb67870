package io.github.camelglm4.binding;

import io.github.camelglm4.options.AnswerOptions;
import io.github.camelglm4.options.BodyOptions;
import io.github.camelglm4.options.ChatOptions;
import io.github.camelglm4.options.RequestOptions;
import io.github.camelglm4.options.ToolOptions;
import org.apache.camel.CamelContext;

/**
 * The options of an endpoint that decide how exchanges become requests, and answers become messages.
 *
 * @param model the name of the model, or {@link Glm4Binding#ANY_MODEL}
 * @param includeUsage whether streamed requests request their token usage
 * @param memory whether earlier messages of a conversation are stored elsewhere
 */
public record BindingOptions(
        CamelContext context,
        String model,
        ChatOptions chat,
        RequestOptions request,
        BodyOptions bodies,
        AnswerOptions answers,
        ToolOptions tools,
        boolean includeUsage,
        boolean memory) {}
