package io.github.camelglm4.springboot;

import org.apache.camel.ResolveEndpointFailedException;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;

/**
 * Reports an invalid property or endpoint of this component in one sentence. Spring Boot prints it instead of a stack
 * trace in which it would be the last cause.
 */
public final class Glm4FailureAnalyzer implements FailureAnalyzer {

    private static final String OURS = "glm4(-[a-z]+)?:.*";
    private static final String REFERENCE = "docs/reference.md of camel-glm4 lists all options.";

    @Override
    public FailureAnalysis analyze(Throwable failure) {
        WrongPropertyException property = cause(failure, WrongPropertyException.class);
        if (property != null) {
            return new FailureAnalysis(
                    property.getMessage(), "Correct the property in the configuration. " + REFERENCE, failure);
        }
        ResolveEndpointFailedException endpoint = cause(failure, ResolveEndpointFailedException.class);
        if (endpoint != null && endpoint.getUri() != null && endpoint.getUri().matches(OURS)) {
            return new FailureAnalysis(
                    endpoint.getMessage(), "Correct the endpoint in the route. " + REFERENCE, failure);
        }
        return null;
    }

    private static <T extends Throwable> T cause(Throwable failure, Class<T> type) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return type.cast(cause);
            }
        }
        return null;
    }
}
