package io.github.camelglm4.springboot;

/** A property of the application that the component cannot take. */
final class WrongPropertyException extends IllegalArgumentException {

    private static final long serialVersionUID = 1;

    WrongPropertyException(String property, String reason, Throwable cause) {
        super(property + ": " + reason, cause);
    }
}
