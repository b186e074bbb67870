package io.github.camelglm4.gateway;

import io.github.camelglm4.usage.Caller;
import io.github.camelglm4.usage.CallersFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.support.ResourceHelper;

/** Reads the callers of the option {@code serverCallers}, from a resource or a bean. Used by one thread at a time. */
final class CallerSource {

    private static final String ALLOWED =
            "serverCallers must be a resource such as file:callers.yaml, or #bean:name for"
                    + " a Collection of Caller or a Supplier of one";

    /** YAML or JSON, which is not in the name of any resource that makes sense. */
    private static final Pattern CONTENT = Pattern.compile("[\\r\\n{\\[]|^\\s*-\\s|:\\s");

    private final CamelContext context;
    private final Object option;

    private CallerSource(CamelContext context, Object option) {
        this.context = context;
        this.option = option;
    }

    /**
     * @throws IllegalArgumentException if the option is blank, has callers itself, or is neither a resource nor a
     *     suitable bean
     */
    static CallerSource of(CamelContext context, Object option) {
        if (option instanceof Supplier || option instanceof Collection) {
            return new CallerSource(context, option);
        }
        if (!(option instanceof String text)) {
            throw new IllegalArgumentException(
                    ALLOWED + ", but is " + option.getClass().getName());
        }
        if (text.isBlank()) {
            throw new IllegalArgumentException(
                    ALLOWED + ", but is blank: is the property or environment variable that it comes from empty?");
        }
        if (CONTENT.matcher(text).find()) {
            // not quoted: keys may be in it
            throw new IllegalArgumentException(ALLOWED + ", but looks like the callers themselves, or has a line end,"
                    + " a brace or a bracket: write the callers to a file");
        }
        return new CallerSource(context, text.strip());
    }

    /**
     * Returns what the callers are made of, to be compared with what it was before.
     *
     * @throws IllegalArgumentException if it cannot be read
     */
    Object read() {
        if (option instanceof Supplier<?> supplier) {
            return supplier.get();
        }
        if (option instanceof Collection<?> collection) {
            return collection;
        }
        try (InputStream resource = ResourceHelper.resolveMandatoryResourceAsInputStream(context, (String) option)) {
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalArgumentException("serverCallers=" + option + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** @throws IllegalArgumentException if there is an error in it; the message names its place */
    List<Caller> callers(Object content) {
        if (content instanceof Collection<?> collection) {
            List<Caller> callers = new ArrayList<>();
            for (Object one : collection) {
                if (!(one instanceof Caller caller)) {
                    throw new IllegalArgumentException(ALLOWED + ", but has "
                            + (one == null ? null : one.getClass().getName()));
                }
                callers.add(caller);
            }
            return callers;
        }
        if (!(content instanceof String text)) {
            throw new IllegalArgumentException(ALLOWED + ", but the Supplier returned "
                    + (content == null ? null : content.getClass().getName()));
        }
        try {
            return CallersFile.read(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("serverCallers=" + option + ", " + e.getMessage(), e);
        } catch (NoClassDefFoundError e) {
            throw new IllegalStateException(
                    "serverCallers=" + option + " requires org.snakeyaml:snakeyaml-engine on the class path", e);
        }
    }
}
