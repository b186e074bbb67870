package io.github.camelglm4.options;

import io.github.camelglm4.error.Glm4RequestException;
import io.github.camelglm4.json.Fields;
import io.github.camelglm4.json.Json;
import io.github.camelglm4.typed.AnswerType;
import io.github.camelglm4.typed.TypedOutput;
import java.io.IOException;
import java.util.Map;
import org.apache.camel.CamelContext;

/** Reads the options of typed answers. A class is only ever named by an option, never by a message. */
public final class TypedOutputReader {

    private static final String LIST = "[]";

    private TypedOutputReader() {}

    /**
     * How the endpoint wants its answers; null for text.
     *
     * @throws RuntimeException naming the option that is wrong, its value and what is allowed
     */
    public static TypedOutput read(CamelContext context, OutputOptions output, RequestOptions request) {
        Check.oneOf("outputMode", output.getOutputMode(), "prompt", "json_schema");
        Check.atLeast("outputRetries", output.getOutputRetries(), 0);
        boolean byClass = Check.isSet(output.getOutputClass());
        boolean bySchema = Check.isSet(output.getOutputSchema());
        if (!byClass && !bySchema) {
            return null;
        }
        String option = byClass ? "outputClass" : "outputSchema";
        refuse(byClass && bySchema, "outputClass and outputSchema", "one of them says what an answer is to become");
        refuse(
                "true".equals(request.getStream()) && !request.pushesChunks(),
                option + " and stream=true",
                "a typed answer is checked as a whole; streamTo shows it as it arrives");
        refuse(
                "completion".equals(request.getOutput()),
                option + " and output=completion",
                "the body is either the object or the whole ChatCompletion");
        refuse(asksForFormat(request), option + " and a response format", option + " makes one of its own");
        return new TypedOutput(
                byClass ? type(context, output.getOutputClass().strip()) : type(context, output),
                "json_schema".equals(output.getOutputMode()),
                output.getOutputRetries());
    }

    private static AnswerType type(CamelContext context, String className) {
        boolean list = className.endsWith(LIST);
        String element = list ? className.substring(0, className.length() - LIST.length()) : className;
        Class<?> type = context.getClassResolver().resolveClass(element);
        if (type == null) {
            throw new IllegalArgumentException("outputClass: there is no class " + element
                    + " on the class path (a nested one is written Outer$Inner, a list of them Outer$Inner[])");
        }
        String name = "outputClass " + className;
        return list ? AnswerType.listOf(name, type) : AnswerType.of(name, type);
    }

    private static AnswerType type(CamelContext context, OutputOptions output) {
        String text = TextOption.read(context, "outputSchema", output.getOutputSchema());
        try {
            if (Json.readValue(text) instanceof Map<?, ?> schema) {
                return AnswerType.of("outputSchema", Fields.object(schema));
            }
            throw new IllegalArgumentException("outputSchema must be a JSON object, the schema, but is another value");
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "outputSchema is no JSON (" + e.getMessage()
                            + "); a file is named by resource:classpath:schema.json",
                    e);
        }
    }

    private static boolean asksForFormat(RequestOptions request) {
        Map<String, Object> additional = request.getAdditionalBodyProperty();
        return Check.isSet(request.getResponseFormat())
                || additional != null && additional.containsKey("response_format");
    }

    private static void refuse(boolean refused, String what, String why) {
        if (refused) {
            throw new Glm4RequestException(what + " are not allowed together: " + why);
        }
    }
}
