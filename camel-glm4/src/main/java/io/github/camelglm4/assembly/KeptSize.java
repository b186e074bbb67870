package io.github.camelglm4.assembly;

import io.github.camelglm4.json.ObjectMemory;
import java.util.Collection;
import java.util.Map;

/** Estimates the size of the kept part of an answer: its text in characters, its objects in bytes of memory. */
final class KeptSize {

    /** Added for each value, so that tiny values count as text too. */
    private static final int CHARS_OF_EACH_VALUE = 16;

    private long chars;
    private long objects;

    void add(Object value) {
        count(value, 1);
    }

    void remove(Object value) {
        count(value, -1);
    }

    /** Puts a field into a kept object. */
    void put(Map<String, Object> object, String name, Object value) {
        Object old = object.put(name, value);
        add(value);
        if (old == null) {
            add(name);
            objects += ObjectMemory.FIELD;
        } else {
            remove(old);
        }
    }

    /** Returns the value of a field if it has the type of the new value; otherwise puts and returns the new value. */
    @SuppressWarnings("unchecked")
    <T> T own(Map<String, Object> object, String name, T made) {
        if (!made.getClass().isInstance(object.get(name))) {
            put(object, name, made);
        }
        return (T) object.get(name);
    }

    void addText(int moreChars) {
        chars += moreChars;
    }

    void addObjects(int bytes) {
        objects += bytes;
    }

    long chars() {
        return chars;
    }

    long objects() {
        return objects;
    }

    private void count(Object value, int sign) {
        chars += sign * CHARS_OF_EACH_VALUE;
        objects += sign * ObjectMemory.VALUE;
        if (value instanceof String text) {
            chars += (long) sign * text.length();
        } else if (value instanceof Map<?, ?> map) {
            objects += sign * ObjectMemory.CONTAINER;
            for (Map.Entry<?, ?> field : map.entrySet()) {
                objects += sign * ObjectMemory.FIELD;
                count(field.getKey(), sign);
                count(field.getValue(), sign);
            }
        } else if (value instanceof Collection<?> elements) {
            objects += sign * ObjectMemory.CONTAINER;
            for (Object element : elements) {
                count(element, sign);
            }
        }
    }
}
