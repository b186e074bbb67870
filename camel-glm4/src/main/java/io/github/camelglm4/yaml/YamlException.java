package io.github.camelglm4.yaml;

/** A text is not YAML, or a value in it is wrong. The message names line and field. */
public final class YamlException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    YamlException(int line, String what) {
        super("line " + line + ": " + what);
    }
}
