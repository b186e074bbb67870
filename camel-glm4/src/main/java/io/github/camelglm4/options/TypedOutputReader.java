package io.github.camelglm4.options;

import io.github.camelglm4.error.Glm4RequestException;
import io.github.camelglm4.json.Fields;
import io.github.camelglm4.json.Json;
import io.github.camelglm4.typed.AnswerType;
import io.github.camelglm4.typed.TypedOutput;
import java.io.IOException;
import java.util.Map;
import org.apache.camel.CamelContext;

/** Reads the options of typed answers. Only an option can name a class, never a message. */
public final class TypedOutputReader {

    private static final String LIST = "[]";

    private TypedOutputReader() {}

    /**
     * Returns the type of the answers; null for text.
     *
     * @throws RuntimeException if an option is invalid; it names the option, its value and what is allowed
     */
    public static TypedOutput read(
            CamelContext context, OutputOptions output, RequestOptions request, AnswerOptions answers) {
        Check.oneOf("outputMode", output.getOutputMode(), "prompt", "json_schema");
        Check.atLeast("outputRetries", output.getOutputRetries(), 0);
        boolean byClass = Check.isSet(output.getOutputClass());
        boolean bySchema = Check.isSet(output.getOutputSchema());
        if (!byClass && !bySchema) {
            return null;
        }
        String option = byClass ? "outputClass" : "outputSchema";
        refuse(byClass && bySchema, "outputClass and outputSchema", "each of them sets the type of the answer");
        refuse(
                "true".equals(answers.getStream()) && !answers.pushesChunks(),
                option + " and stream=true",
                "a typed answer is validated as a whole; to receive it as it arrives, use streamTo");
        refuse(
                "completion".equals(answers.getOutput()),
                option + " and output=completion",
                "the body is either the object or the complete ChatCompletion");
        refuse(asksForFormat(request), option + " and a response format", option + " sets its own");
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
            throw new IllegalArgumentException("outputClass: the class " + element
                    + " is not on the class path (a nested class is written Outer$Inner, a List of it Outer$Inner[])");
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
            throw new IllegalArgumentException("outputSchema must be a JSON object, but is another JSON value");
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "outputSchema is not valid JSON (" + e.getMessage()
                            + "); to read it from a file, use resource:classpath:schema.json",
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
