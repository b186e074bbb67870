package io.github.camelglm4.springboot;

/** Thrown if a property of the application is not valid for the component. */
final class WrongPropertyException extends IllegalArgumentException {

    private static final long serialVersionUID = 1;

    WrongPropertyException(String property, String reason, Throwable cause) {
        super(property + ": " + reason, cause);
    }
}
