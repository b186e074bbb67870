package io.github.camelglm4.client;

import io.github.camelglm4.json.Json;
import io.github.camelglm4.json.JsonTooLargeException;
import io.github.camelglm4.json.ObjectMemory;
import io.github.camelglm4.json.WholeJson;
import io.github.camelglm4.sse.SseDecoder;
import io.github.camelglm4.sse.SseEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The JSON objects of a body that is not one JSON object: see {@link ApiResponse#object()}. Some services and proxies
 * send comment lines before the object, {@code data: [DONE]} after it, one object per line, or an event stream that was
 * not requested. Without side effects.
 *
 * @param objects at least one; the data of an event of the type {@code error} is in a field {@code error}
 * @param parts whether each object is a part of a response: an event, or one of several lines
 * @param done whether {@code [DONE]} followed
 */
public record ResponseObjects(List<Map<String, Object>> objects, boolean parts, boolean done) {

    private static final String DONE = "[DONE]";

    /** A line, and its first characters after a byte order mark and white space. */
    private static final Pattern LINE =
            Pattern.compile("(?:\\A\\xEF\\xBB\\xBF)?[ \\t]*+([^\\r\\n]{0,64}+)[^\\r\\n]*+(?:\\r\\n|\\r|\\n|\\z)");

    private static final List<String> EVENT_FIELDS = List.of("data:", "event:", "id:", "retry:");

    private static final ResponseObjects NONE = new ResponseObjects(List.of(), false, false);

    /**
     * Reads a body again.
     *
     * @param notOneObject the exception of {@link ApiResponse#object()}; thrown again if the body cannot be read
     *     otherwise
     * @throws JsonTooLargeException if the objects would take more memory than {@code maxResponseSize} allows
     */
    public static ResponseObjects in(ApiResponse response, IOException notOneObject) throws IOException {
        if (!(notOneObject instanceof JsonTooLargeException)) {
            ResponseObjects found = framed(response.bytes(), response.length(), response.memory());
            if (!found.objects.isEmpty()) {
                return found;
            }
        }
        throw notOneObject;
    }

    private static ResponseObjects framed(byte[] bytes, int length, ObjectMemory memory) throws JsonTooLargeException {
        // one character per byte: an offset in the text is an offset in the body
        Matcher line = LINE.matcher(new String(bytes, 0, length, StandardCharsets.ISO_8859_1));
        boolean found = line.find();
        while (found && isNothing(line.group(1))) {
            found = line.find();
        }
        if (!found) {
            return NONE;
        }
        return EVENT_FIELDS.stream().anyMatch(line.group(1)::startsWith)
                ? events(bytes, length, memory)
                : lines(bytes, line, memory);
    }

    /** Reads one object, or one per line. */
    private static ResponseObjects lines(byte[] bytes, Matcher line, ObjectMemory memory) throws JsonTooLargeException {
        int begin = line.start();
        int end = line.end();
        boolean done = false;
        while (line.find()) {
            String text = line.group(1);
            if (isDone(text) || text.startsWith("data:") && isDone(text.substring(5))) {
                done = true;
            } else if (!isNothing(text)) {
                end = line.end();
                done = false;
            }
        }
        Map<String, Object> whole = object(bytes, begin, end - begin, memory);
        if (whole != null) {
            return new ResponseObjects(List.of(whole), false, done);
        }
        memory.reset();
        List<Map<String, Object>> objects = new ArrayList<>();
        for (boolean more = line.find(begin); more && line.start() < end; more = line.find()) {
            if (!isNothing(line.group(1))) {
                Map<String, Object> object = object(bytes, line.start(), line.end() - line.start(), memory);
                if (object == null) {
                    return NONE;
                }
                objects.add(object);
            }
        }
        return new ResponseObjects(objects, objects.size() > 1, done);
    }

    private static ResponseObjects events(byte[] bytes, int length, ObjectMemory memory) throws JsonTooLargeException {
        SseDecoder decoder = new SseDecoder(length, WholeJson::isIn);
        decoder.feed(bytes, 0, length);
        decoder.finish();
        List<Map<String, Object>> objects = new ArrayList<>();
        boolean done = false;
        boolean more = decoder.next();
        while (more && !done) {
            SseEvent event = decoder.event();
            done = event.isDone();
            boolean broken = false;
            if (!done && !event.isNothing()) {
                Map<String, Object> data = object(event.array(), event.offset(), event.length(), memory);
                if (data != null) {
                    objects.add(event.isError() && data.get("error") == null ? Map.of("error", data) : data);
                } else {
                    broken = event.isUsual();
                }
            }
            more = decoder.next();
            if (broken && more) {
                // only the last event may be incomplete: then the response was cut off
                return NONE;
            }
        }
        return new ResponseObjects(objects, true, done);
    }

    /** Returns the object at this offset, or null if there is anything else. */
    private static Map<String, Object> object(byte[] bytes, int offset, int length, ObjectMemory memory)
            throws JsonTooLargeException {
        try {
            return Json.readObject(bytes, offset, length, memory);
        } catch (JsonTooLargeException e) {
            throw e;
        } catch (IOException e) {
            return null;
        }
    }

    private static boolean isDone(String text) {
        return text.strip().equalsIgnoreCase(DONE);
    }

    /** Returns whether the line is blank or a comment. */
    private static boolean isNothing(String line) {
        return line.isBlank() || line.charAt(0) == ':';
    }
}
