package io.github.camelglm4.serving;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A value of a request and its path. The path is only built for an error. Null counts as missing.
 *
 * @param parent the object or list that contains it; null for the request itself
 * @param key the name of a field, or the index of a list element
 */
record RequestField(RequestField parent, Object key, Object value) {

    static RequestField of(Map<String, Object> request) {
        return new RequestField(null, null, request);
    }

    RequestField get(String name) {
        return new RequestField(this, name, ((Map<?, ?>) value).get(name));
    }

    boolean isMissing() {
        return value == null;
    }

    String text() {
        return (String) present().require(String.class).value;
    }

    RequestField object() {
        return value == null ? fail(wrong("an object")) : require(Map.class);
    }

    RequestField present() {
        return value == null ? fail(error("is missing")) : this;
    }

    /** Requires the type, if the value is present. */
    RequestField require(Class<?> type) {
        return value == null || type.isInstance(value) ? this : fail(wrong(jsonName(type)));
    }

    /** Requires a list, if the value is present, and calls back with each element. */
    void each(Consumer<RequestField> element) {
        if (require(List.class).value instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) {
                element.accept(new RequestField(this, i, list.get(i)));
            }
        }
    }

    ServedErrorException wrong(String allowed) {
        return error("must be " + allowed + ", not " + jsonName());
    }

    /** Creates the error of an invalid field: its path and this text. */
    ServedErrorException error(String what) {
        return new ServedErrorException(ServedError.badRequest(place(), place() + " " + what + "."));
    }

    private static RequestField fail(ServedErrorException error) {
        throw error;
    }

    private String place() {
        if (key instanceof Integer index) {
            return parent.place() + "[" + index + "]";
        }
        return parent.parent == null ? (String) key : parent.place() + "." + key;
    }

    private String jsonName() {
        if (value instanceof List<?> list && list.isEmpty()) {
            return "an empty array";
        }
        return value == null ? "null" : jsonName(value.getClass());
    }

    private static String jsonName(Class<?> type) {
        if (Map.class.isAssignableFrom(type)) {
            return "an object";
        }
        if (List.class.isAssignableFrom(type)) {
            return "an array";
        }
        if (Number.class.isAssignableFrom(type)) {
            return "a number";
        }
        return type == Boolean.class ? "true or false" : "a string";
    }
}
