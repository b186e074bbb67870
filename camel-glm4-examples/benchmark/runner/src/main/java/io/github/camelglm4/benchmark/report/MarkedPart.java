package io.github.camelglm4.benchmark.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The part of a page between two lines.
 *
 * @param page a file, which must exist and contain the lines
 */
record MarkedPart(Path page, String begin, String end) {

    void replace(String content) throws IOException {
        String text = Files.readString(page);
        int after = text.indexOf(begin);
        int before = text.indexOf(end);
        if (after < 0 || before < after) {
            throw new IllegalStateException(page.getFileName() + " must contain the lines " + begin + end);
        }
        Files.writeString(
                page, text.substring(0, after + begin.length()) + "\n" + content + "\n" + text.substring(before));
    }
}
