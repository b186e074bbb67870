package io.github.camelglm4.sse;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** WHATWG HTML 9.2.6 literally, for the complete stream as text; only the end of the stream acts as a blank line. */
final class ReferenceDecoder {

    private final Charset charset;
    private final int maxEventSize;
    private final StringBuilder data = new StringBuilder();
    private String type = "";

    final List<Decoded> events = new ArrayList<>();
    boolean tooLarge;

    /** @param charset ISO-8859-1 compares bytes (and sizes in bytes), UTF-8 compares text */
    ReferenceDecoder(Charset charset, int maxEventSize) {
        this.charset = charset;
        this.maxEventSize = maxEventSize;
    }

    ReferenceDecoder decode(byte[] stream) {
        String text = new String(stream, charset);
        String byteOrderMark = new String("\uFEFF".getBytes(StandardCharsets.UTF_8), charset);
        if (text.startsWith(byteOrderMark)) {
            text = text.substring(byteOrderMark.length());
        }
        for (String line : (text + "\n\n").split("\r\n|\n|\r", -1)) {
            interpret(line);
            tooLarge |= Math.max(0, data.length() - 1) + type.length() > maxEventSize;
            if (tooLarge) {
                break;
            }
        }
        return this;
    }

    private void interpret(String line) {
        int colon = line.indexOf(':');
        if (line.isEmpty()) {
            dispatch();
        } else if (colon < 0) {
            process(line, "");
        } else if (colon > 0) {
            String value = line.substring(colon + 1);
            process(line.substring(0, colon), value.startsWith(" ") ? value.substring(1) : value);
        }
    }

    private void process(String field, String value) {
        if (field.equals("event")) {
            type = value;
        } else if (field.equals("data")) {
            data.append(value).append('\n');
        }
    }

    private void dispatch() {
        if (data.length() > 0) {
            String typeText = new String(type.getBytes(charset), StandardCharsets.UTF_8);
            events.add(new Decoded(type.isEmpty() ? "message" : typeText, data.substring(0, data.length() - 1)));
        }
        data.setLength(0);
        type = "";
    }
}
