package io.github.camelglm4.batch;

import io.github.camelglm4.json.Json;
import io.github.camelglm4.json.ObjectMemory;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Map;

/**
 * Reads the JSON objects of a file, one in each line, with memory for one line. A line that is not a JSON object is
 * reported with its number, and the lines after it are read. Not thread-safe.
 */
public final class JsonLines implements Closeable {

    /**
     * A line of the file.
     *
     * @param number from 1; blank lines count
     * @param offset its position in the file, in bytes
     * @param object its object, or null if it cannot be read
     * @param problem why it cannot be read, without its content; null if it can
     */
    public record Line(long number, long offset, Map<String, Object> object, String problem) {}

    private final FileChannel file;
    private final int maxLineSize;
    private LineReader lines;
    private long begin;

    /**
     * Opens a file.
     *
     * @param maxLineSize maximum size of a line in bytes, and of the memory of its objects
     */
    public JsonLines(Path path, int maxLineSize) throws IOException {
        this.file = FileChannel.open(path);
        this.maxLineSize = maxLineSize;
        this.lines = reader();
    }

    /** Returns the next line; null at the end. */
    public Line next() throws IOException {
        byte[] bytes;
        try {
            bytes = lines.next();
        } catch (LineTooLongException e) {
            return line(null, "is longer than " + maxLineSize + " bytes");
        }
        if (bytes == null) {
            return null;
        }
        try {
            return line(Json.readObject(bytes, 0, bytes.length, ObjectMemory.within(maxLineSize)), null);
        } catch (IOException e) {
            return line(null, "is not a JSON object: " + e.getMessage());
        }
    }

    /** Returns the line at that offset, as number 1. {@link #next()} then returns the line after it. */
    public Line at(long offset) throws IOException {
        file.position(offset);
        begin = offset;
        lines = reader();
        return next();
    }

    private LineReader reader() {
        return new LineReader(Channels.newInputStream(file), maxLineSize);
    }

    private Line line(Map<String, Object> object, String problem) {
        return new Line(lines.number(), begin + lines.offset(), object, problem);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
