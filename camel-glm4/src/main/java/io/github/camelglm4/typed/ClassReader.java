package io.github.camelglm4.typed;

import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.InvalidNullException;
import com.fasterxml.jackson.databind.exc.InvalidTypeIdException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.PropertyBindingException;
import io.github.camelglm4.schema.Finding;
import io.github.camelglm4.schema.Schema;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * Converts the JSON of a model to objects of a class. Only Jackson decides whether that is possible; its messages,
 * which are for programmers, become findings in plain words. Thread-safe.
 */
final class ClassReader {

    private final ObjectReader objects;

    ClassReader(ObjectReader objects) {
        this.objects = objects;
    }

    Reading read(JsonNode json) {
        Finding excess = Schema.excess(json);
        if (excess != null) {
            return Reading.unfit(List.of(excess));
        }
        try {
            Object read = objects.readValue(new StrictParser(objects.treeAsTokens(json), Map.of()));
            return Reading.fits(read instanceof AnswerType.Value<?> wrapped ? wrapped.value() : read);
        } catch (JsonMappingException e) {
            return Reading.unfit(findings(e, json));
        } catch (IOException | RuntimeException | StackOverflowError e) {
            return Reading.unfit(List.of(new Finding("", "cannot be read", null)));
        }
    }

    private static List<Finding> findings(JsonMappingException e, JsonNode json) {
        String place = "";
        JsonNode found = json;
        for (JsonMappingException.Reference step : e.getPath()) {
            boolean isElement = step.getFieldName() == null;
            place = isElement ? Finding.element(place, step.getIndex()) : Finding.inside(place, step.getFieldName());
            found = isElement ? found.path(step.getIndex()) : found.path(step.getFieldName());
        }
        if (e instanceof StrictParser.Misfit misfit && !misfit.properties().isEmpty()) {
            String object = place;
            return misfit.properties().stream()
                    .map(property -> new Finding(Finding.inside(object, property), e.getOriginalMessage(), null))
                    .toList();
        }
        return List.of(finding(e, place, found));
    }

    private static Finding finding(JsonMappingException e, String place, JsonNode found) {
        if (e instanceof StrictParser.Misfit) {
            return Finding.of(place, e.getOriginalMessage(), found);
        }
        if (e instanceof PropertyBindingException) {
            return new Finding(place, "is not an allowed property", null);
        }
        if (e instanceof InvalidNullException) {
            return new Finding(place, "must not be null", null);
        }
        if (e instanceof InvalidTypeIdException unknown) {
            return Finding.of(place, "must be exactly one of the alternatives", unknown.getTypeId());
        }
        if (e.getCause() instanceof InputCoercionException tooLarge) {
            return Finding.of(place, JavaTypes.words(tooLarge.getTargetType(), true), found);
        }
        if (e instanceof MismatchedInputException mismatch && mismatch.getTargetType() != null) {
            Object value = e instanceof InvalidFormatException format ? format.getValue() : found;
            return Finding.of(place, JavaTypes.words(mismatch.getTargetType(), found.isIntegralNumber()), value);
        }
        if (e.getCause() instanceof RuntimeException refusal) {
            // rejected by the class itself, for example by a constructor that checks its arguments
            String reason = refusal.getMessage();
            return new Finding(place, reason == null ? "is rejected" : "is rejected: " + reason, null);
        }
        return Finding.of(place, "cannot be read", found);
    }
}
