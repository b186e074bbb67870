package io.github.camelglm4.telemetry;

import io.github.camelglm4.error.ErrorClassification;
import io.github.camelglm4.error.Glm4Exception;
import io.github.camelglm4.watch.WatchedCall;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Names of OpenTelemetry's semantic conventions for generative AI (repository semantic-conventions-genai, status
 * Development), and the attributes that spans and meters of a call share.
 */
public final class GenAi {

    public static final String OPERATION = "gen_ai.operation.name";
    public static final String PROVIDER = "gen_ai.provider.name";

    /** The name of the provider up to version 1.36 of the conventions. */
    public static final String SYSTEM = "gen_ai.system";

    public static final String REQUEST_MODEL = "gen_ai.request.model";
    public static final String RESPONSE_MODEL = "gen_ai.response.model";
    static final String TOOL_NAME = "gen_ai.tool.name";
    static final String TOKEN_TYPE = "gen_ai.token.type";
    static final String SERVER_ADDRESS = "server.address";
    static final String SERVER_PORT = "server.port";
    public static final String ERROR_TYPE = "error.type";

    public static final String CHAT = "chat";
    static final String EXECUTE_TOOL = "execute_tool";

    /** Not in the list of the conventions, which allow other names. */
    public static final String ZHIPU = "zhipu_ai";

    private GenAi() {}

    /** Returns the attributes that are known when a call begins; all values are text. */
    static Map<String, String> begun(WatchedCall call, boolean withSystem) {
        Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put(OPERATION, call.asked().operation());
        attributes.put(PROVIDER, ZHIPU);
        if (withSystem) {
            attributes.put(SYSTEM, ZHIPU);
        }
        attributes.put(REQUEST_MODEL, call.model());
        attributes.put(SERVER_ADDRESS, call.asked().host());
        return attributes;
    }

    /**
     * Returns the error code of the platform if it is documented, otherwise the HTTP status, otherwise the class of the
     * exception. The number of values is small for any service.
     */
    public static String errorType(Throwable failure) {
        if (failure instanceof Glm4Exception glm4) {
            if (glm4.getCode() != null && ErrorClassification.isKnown(glm4.getCode())) {
                return glm4.getCode();
            }
            if (glm4.getStatusCode() >= 400 && glm4.getStatusCode() < 600) {
                return String.valueOf(glm4.getStatusCode());
            }
        }
        return failure.getClass().getName();
    }
}
