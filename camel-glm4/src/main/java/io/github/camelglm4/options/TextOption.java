package io.github.camelglm4.options;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.apache.camel.CamelContext;
import org.apache.camel.support.ResourceHelper;

/** Reads the text of an option, from its value or from a resource ({@code resource:classpath:...}). */
public final class TextOption {

    private static final String PREFIX = "resource:";

    private TextOption() {}

    /**
     * Returns the text; null if the option is not set or blank.
     *
     * @throws IllegalArgumentException if the resource cannot be read; it names the option and the resource
     */
    public static String read(CamelContext context, String option, String value) {
        if (!Check.isSet(value)) {
            return null;
        }
        if (!value.startsWith(PREFIX)) {
            return value;
        }
        String location = value.substring(PREFIX.length());
        try (InputStream resource = ResourceHelper.resolveMandatoryResourceAsInputStream(context, location)) {
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalArgumentException(option + ": cannot read " + value + ": " + e.getMessage(), e);
        }
    }
}
