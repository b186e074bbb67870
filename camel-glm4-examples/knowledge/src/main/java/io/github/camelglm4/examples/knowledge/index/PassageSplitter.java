package io.github.camelglm4.examples.knowledge.index;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Splits a Markdown document or a plain text into passages. A passage is a paragraph: lines between blank lines and
 * headings. A long paragraph becomes several passages. Each passage begins with the title of the document and the
 * nearest heading, because a paragraph alone often does not name its subject.
 */
final class PassageSplitter {
    private static final Pattern HEADING = Pattern.compile("(#{1,6})\\s+(.*)");

    private static final String FENCE = "```";
    private static final String BYTE_ORDER_MARK = "\uFEFF";
    private static final int LONGEST_HEADING = 100;

    private final int maxLength;
    private final List<Passage> passages = new ArrayList<>();
    private final StringBuilder paragraph = new StringBuilder();
    private String title = "";
    private String section = "";
    private int firstLine;
    private int line;
    private boolean fenced;

    private PassageSplitter(int maxLength) {
        this.maxLength = maxLength;
    }

    /** @param maxLength maximum number of characters of a passage, without its headings */
    static List<Passage> split(String document, int maxLength) {
        PassageSplitter splitter = new PassageSplitter(maxLength);
        String text = document.startsWith(BYTE_ORDER_MARK) ? document.substring(1) : document;
        text.lines().forEach(splitter::add);
        splitter.end(splitter.line);
        return List.copyOf(splitter.passages);
    }

    private void add(String text) {
        line++;
        Matcher heading = HEADING.matcher(text);
        if (!fenced && heading.matches()) {
            end();
            startSection(heading.group(1).length(), clipped(withoutClosing(heading.group(2))));
        } else if (!fenced && text.isBlank()) {
            end();
        } else {
            fenced ^= text.strip().startsWith(FENCE);
            append(text);
        }
    }

    /** Without the number signs that may end a heading. One pass: a pattern could be slow on a line of many spaces. */
    private static String withoutClosing(String heading) {
        String text = heading.strip();
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) == '#') {
            end--;
        }
        return text.substring(0, end).strip();
    }

    private void startSection(int level, String heading) {
        if (level == 1) {
            title = heading;
            section = "";
        } else {
            section = heading;
        }
    }

    private void append(String text) {
        if (paragraph.length() + text.length() > maxLength) {
            end();
        }
        String rest = text;
        while (rest.length() > maxLength) {
            int cut = cut(rest);
            start();
            paragraph.append(rest, 0, cut);
            end(line);
            rest = rest.substring(cut).stripLeading();
        }
        if (!rest.isEmpty() || fenced) {
            start();
            paragraph.append(rest).append('\n');
        }
    }

    /** After the last space, if there is one in the second half; never within a character. */
    private int cut(String text) {
        int space = text.lastIndexOf(' ', maxLength);
        if (space > maxLength / 2) {
            return space;
        }
        return boundary(text, maxLength);
    }

    private static int boundary(String text, int index) {
        return Character.isLowSurrogate(text.charAt(index)) ? index - 1 : index;
    }

    private void start() {
        if (paragraph.isEmpty()) {
            firstLine = line;
        }
    }

    private void end() {
        end(line - 1);
    }

    private void end(int lastLine) {
        String text = paragraph.toString().strip();
        paragraph.setLength(0);
        if (!text.isEmpty()) {
            passages.add(new Passage(firstLine, lastLine, headings() + text));
        }
    }

    private String headings() {
        if (title.isEmpty() && section.isEmpty()) {
            return "";
        }
        String separator = title.isEmpty() || section.isEmpty() ? "" : " > ";
        return title + separator + section + "\n\n";
    }

    private static String clipped(String heading) {
        return heading.length() <= LONGEST_HEADING ? heading : heading.substring(0, boundary(heading, LONGEST_HEADING));
    }
}
