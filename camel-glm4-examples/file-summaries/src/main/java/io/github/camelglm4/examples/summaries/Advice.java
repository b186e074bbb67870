package io.github.camelglm4.examples.summaries;

import io.github.camelglm4.error.Glm4AuthenticationException;
import io.github.camelglm4.error.Glm4ConnectionException;
import io.github.camelglm4.error.Glm4Exception;
import io.github.camelglm4.error.Glm4OutputException;
import io.github.camelglm4.error.Glm4OverloadedException;
import io.github.camelglm4.error.Glm4QuotaException;
import io.github.camelglm4.error.Glm4RateLimitException;
import io.github.camelglm4.error.Glm4TimeoutException;
import java.util.Set;
import org.apache.camel.TypeConversionException;

/** Advice for the user of the example: how to fix a failure. */
final class Advice {
    /** Error codes of the hosted service, and of gateways and self-hosted servers. */
    private static final Set<String> UNKNOWN_MODEL = Set.of("1211", "model_not_found");

    private final String url;
    private final boolean withKey;

    Advice(ModelChoice model) {
        this.url = model.url();
        this.withKey = model.withKey();
    }

    String on(Exception failure) {
        if (failure instanceof Glm4AuthenticationException) {
            return withKey
                    ? url + " rejected the key in GLM4_API_KEY: correct it, or unset it to use the offline model."
                    : url + " requires an API key: set GLM4_API_KEY.";
        }
        if (failure instanceof Glm4QuotaException) {
            return "The account at " + url + " has no balance or quota left: top it up, "
                    + "or set GLM4_MODEL to a model that is free of charge.";
        }
        if (failure instanceof Glm4RateLimitException || failure instanceof Glm4OverloadedException) {
            return url + " is overloaded or limits your requests: "
                    + "try again in a minute, or set GLM4_MODEL to another model.";
        }
        if (failure instanceof Glm4ConnectionException || failure instanceof Glm4TimeoutException) {
            return url + " cannot be reached or does not respond: check the network, and GLM4_BASE_URL if it is set. "
                    + "If neither GLM4_BASE_URL nor GLM4_API_KEY is set, the example uses the offline model.";
        }
        if (failure instanceof Glm4Exception error
                && error.getCode() != null
                && UNKNOWN_MODEL.contains(error.getCode())) {
            return url + " does not know the model: set GLM4_MODEL to one of its models.";
        }
        if (failure instanceof Glm4OutputException) {
            return "The answer of the model does not match the schema: set GLM4_MODEL to a more capable model.";
        }
        if (failure instanceof TypeConversionException) {
            return "A file cannot be read: check its permissions. "
                    + "If its name is not plain ASCII, set LC_ALL=C.UTF-8.";
        }
        return failure.getMessage();
    }
}
