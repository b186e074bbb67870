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

/** What someone who runs the example for the first time can do about a failure. */
final class Advice {
    /** The platform's code, and what gateways and servers of one's own say. */
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
                    ? "GLM4_API_KEY was refused by " + url + ": correct it, or unset it to ask the offline model."
                    : url + " wants a key: set GLM4_API_KEY.";
        }
        if (failure instanceof Glm4QuotaException) {
            return "The account has no balance or quota left at " + url
                    + ": top it up, or set GLM4_MODEL to a model that is free.";
        }
        if (failure instanceof Glm4RateLimitException || failure instanceof Glm4OverloadedException) {
            return url
                    + " is busy or limits your calls: run this again in a minute, or set GLM4_MODEL to another model.";
        }
        if (failure instanceof Glm4ConnectionException || failure instanceof Glm4TimeoutException) {
            return url + " cannot be reached or does not answer: check the network, and GLM4_BASE_URL if you set it; "
                    + "without it and GLM4_API_KEY the offline model is asked.";
        }
        if (failure instanceof Glm4Exception error
                && error.getCode() != null
                && UNKNOWN_MODEL.contains(error.getCode())) {
            return url + " does not know the model: set GLM4_MODEL to one of its models.";
        }
        if (failure instanceof Glm4OutputException) {
            return "The model does not answer as it is asked to: set GLM4_MODEL to a stronger one.";
        }
        if (failure instanceof TypeConversionException) {
            return "Files that cannot be read: check their permissions; "
                    + "if their names are not plain ASCII, run this with LC_ALL=C.UTF-8.";
        }
        return failure.getMessage();
    }
}
