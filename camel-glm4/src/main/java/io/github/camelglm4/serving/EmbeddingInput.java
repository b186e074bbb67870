package io.github.camelglm4.serving;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A validated request for vectors. Source of the fields: the embeddings pages of docs.bigmodel.cn and of OpenAI.
 *
 * @param texts at least one; none is empty
 * @param isBase64 whether the caller wants each vector as base64 of little-endian floats. OpenAI's clients do, unless
 *     their caller says otherwise
 * @param dimensions the number of dimensions that the caller wants; null for the default of the model
 * @param user id of the end user, or null
 */
record EmbeddingInput(List<String> texts, boolean isBase64, Integer dimensions, String user) {

    private static final String INPUT = "input";
    private static final Set<String> FORMATS = Set.of("float", "base64");

    /**
     * @param maxInputs maximum number of texts
     * @throws ServedErrorException with the name of the invalid field and the allowed values
     */
    static EmbeddingInput of(Map<String, Object> json, int maxInputs) {
        RequestField request = RequestField.of(json);
        return new EmbeddingInput(
                texts(request.get(INPUT).present().value(), maxInputs),
                "base64".equals(format(request.get("encoding_format"))),
                dimensions(request.get("dimensions")),
                (String) request.get("user").require(String.class).value());
    }

    private static List<String> texts(Object input, int maxInputs) {
        if (!(input instanceof List<?> list)) {
            return List.of(text(INPUT, input));
        }
        if (list.isEmpty()) {
            throw refused("input must have at least one text");
        }
        if (list.get(0) instanceof Number || list.get(0) instanceof List) {
            throw refused("input must be a string or an array of strings: arrays of tokens are not supported");
        }
        if (list.size() > maxInputs) {
            throw refused("input has " + list.size() + " texts, but at most " + maxInputs + " are allowed");
        }
        List<String> texts = new ArrayList<>(list.size());
        for (Object element : list) {
            texts.add(text("input[" + texts.size() + "]", element));
        }
        return List.copyOf(texts);
    }

    private static String text(String place, Object value) {
        if (!(value instanceof String text)) {
            throw refused(place + " must be a string" + (place.equals(INPUT) ? " or an array of strings" : ""));
        }
        if (text.isEmpty()) {
            throw refused(place + " must not be an empty string");
        }
        return text;
    }

    /** Names the field and not its element, as OpenAI does. */
    private static ServedErrorException refused(String message) {
        return new ServedErrorException(ServedError.badRequest(INPUT, message + "."));
    }

    private static String format(RequestField format) {
        if (!format.isMissing() && !FORMATS.contains(format.text())) {
            throw format.error("must be float or base64");
        }
        return (String) format.value();
    }

    private static Integer dimensions(RequestField dimensions) {
        if (!dimensions.isMissing() && !(dimensions.value() instanceof Integer number && number >= 1)) {
            throw dimensions.error("must be an integer from 1 to " + Integer.MAX_VALUE);
        }
        return (Integer) dimensions.value();
    }
}
