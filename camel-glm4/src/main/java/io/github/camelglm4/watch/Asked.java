package io.github.camelglm4.watch;

import java.util.Map;

/**
 * What a call asks for, and where.
 *
 * @param operation name of the operation in OpenTelemetry's conventions for generative AI
 * @param model name of the requested model
 * @param parameters of the first request, under their names in JSON
 * @param conversationId the conversation of the call, or null
 * @param host of the service
 * @param port of the service
 */
public record Asked(
        String operation, String model, Map<String, Object> parameters, String conversationId, String host, int port) {

    static final String CHAT = "chat";
}
