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

/**
 * The JSON objects in a body that should be one. Some services and proxies send comment lines before it, {@code data: [DONE]}
 * after it, one object a line, or an event stream that nobody asked for. Pure.
 *
 * @param objects at least one; the data of an event of the type {@code error} is in a field {@code error}
 * @param parts   whether each object is a part of an answer: an event, or one of several lines
 * @param done    whether {@code [DONE]} followed
 */
public record ResponseObjects(List<Map<String, Object>> objects, boolean parts, boolean done) {

    private static final String DONE = "[DONE]";
    private static final int LONGEST_LOOK = 64;
    private static final List<String> EVENT_FIELDS = List.of("data:", "event:", "id:", "retry:");

    private static final ResponseObjects NONE = new ResponseObjects(List.of(), false, false);

    /**
     * Reads a body.
     *
     * @throws JsonTooLargeException when its objects would take more memory than the limit of its size allows
     * @throws IOException when there is something else in it, or nothing; the message tells the place and nothing of the content
     */
    public static ResponseObjects of(ApiResponse response) throws IOException {
        byte[] bytes = response.bytes();
        int length = response.length();
        int limit = response.attempt().limits().maxResponseSize();
        try {
            ObjectMemory memory = ObjectMemory.within(limit);
            return new ResponseObjects(List.of(Json.readObject(bytes, 0, length, memory)), false, false);
        } catch (JsonTooLargeException e) {
            throw e;
        } catch (IOException notOneObject) {
            ResponseObjects found = framed(bytes, length, ObjectMemory.within(limit));
            if (found.objects.isEmpty()) {
                throw notOneObject;
            }
            return found;
        }
    }

    private static ResponseObjects framed(byte[] bytes, int length, ObjectMemory memory) throws JsonTooLargeException {
        int begin = 0;
        String line = "";
        while (begin < length && isNothing(line = line(bytes, begin, length))) {
            begin = lineEnd(bytes, begin, length) + 1;
        }
        if (begin >= length) {
            return NONE;
        }
        return EVENT_FIELDS.stream().anyMatch(line::startsWith)
                ? events(bytes, length, memory)
                : lines(bytes, begin, length, memory);
    }

    /** An object, or one in each line. */
    private static ResponseObjects lines(byte[] bytes, int begin, int length, ObjectMemory memory)
            throws JsonTooLargeException {
        boolean done = false;
        int end = length;
        for (int start = lineStart(bytes, begin, end); start > begin; start = lineStart(bytes, begin, end)) {
            String line = line(bytes, start, end);
            boolean marksEnd = isDone(line) || line.startsWith("data:") && isDone(line.substring(5));
            if (!marksEnd && !isNothing(line)) {
                break;
            }
            done |= marksEnd;
            end = start - 1;
        }
        Map<String, Object> whole = object(bytes, begin, end - begin, memory);
        if (whole != null) {
            return new ResponseObjects(List.of(whole), false, done);
        }
        memory.reset();
        List<Map<String, Object>> objects = new ArrayList<>();
        for (int at = begin; at < end; at = lineEnd(bytes, at, end) + 1) {
            if (!isNothing(line(bytes, at, end))) {
                Map<String, Object> object = object(bytes, at, lineEnd(bytes, at, end) - at, memory);
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
                // only the last event may be incomplete: then the response was cut
                return NONE;
            }
        }
        return new ResponseObjects(objects, true, done);
    }

    /** The object there; null where there is something else. */
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

    /** Whether the line is blank or a comment. */
    private static boolean isNothing(String line) {
        return line.isEmpty() || line.charAt(0) == ':';
    }

    /** The first characters of a line, without the white space and the byte order mark before them. */
    private static String line(byte[] bytes, int from, int to) {
        int end = lineEnd(bytes, from, to);
        int start = from;
        while (start < end && (bytes[start] == ' ' || bytes[start] == '\t' || isByteOrderMark(bytes, start))) {
            start += isByteOrderMark(bytes, start) ? 3 : 1;
        }
        return new String(bytes, start, Math.min(end - start, LONGEST_LOOK), StandardCharsets.UTF_8).strip();
    }

    private static boolean isByteOrderMark(byte[] bytes, int at) {
        return at == 0
                && bytes.length > 2
                && bytes[0] == (byte) 0xEF
                && bytes[1] == (byte) 0xBB
                && bytes[2] == (byte) 0xBF;
    }

    private static int lineEnd(byte[] bytes, int from, int to) {
        int end = from;
        while (end < to && bytes[end] != '\n' && bytes[end] != '\r') {
            end++;
        }
        return end;
    }

    private static int lineStart(byte[] bytes, int begin, int end) {
        int start = end;
        while (start > begin && bytes[start - 1] != '\n' && bytes[start - 1] != '\r') {
            start--;
        }
        return start;
    }
}
