package io.github.camelglm4.options;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.apache.camel.CamelContext;
import org.apache.camel.support.ResourceHelper;

/** The text of an option, which may be written in the URI or stand in a resource ({@code resource:classpath:...}). */
public final class TextOption {

    private static final String PREFIX = "resource:";

    private TextOption() {}

    /**
     * The option's text; null for a missing or blank option.
     *
     * @throws IllegalArgumentException naming the option and the resource that cannot be read
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
