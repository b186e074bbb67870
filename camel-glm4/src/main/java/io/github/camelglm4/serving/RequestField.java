package io.github.camelglm4.serving;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A value of a request and where it stands. Its place is only written out when something is wrong. Null counts as
 * missing.
 *
 * @param parent the object or list that it is in, or null for the request itself
 * @param key the name of a field, or the index of an element
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

    /** Requires the type, of a value that is there. */
    RequestField require(Class<?> type) {
        return value == null || type.isInstance(value) ? this : fail(wrong(jsonName(type)));
    }

    /** Requires a list, of a value that is there, and hands out its elements. */
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

    /** The field is wrong: what is said of it follows its place. */
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
