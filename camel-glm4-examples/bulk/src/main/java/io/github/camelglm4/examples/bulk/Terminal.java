package io.github.camelglm4.examples.bulk;

import java.io.Console;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where the output goes.
 *
 * @param width characters in a line; 0 if it is not a terminal
 */
record Terminal(int width) {
    static final Terminal NONE = new Terminal(0);

    private static final int USUAL_WIDTH = 80;
    private static final Pattern SIZE = Pattern.compile("\\d+ ([1-9]\\d+)");

    static Terminal of(Map<String, String> environment) {
        boolean dumb = "dumb".equals(environment.getOrDefault("TERM", "dumb"));
        return dumb || !isTerminal() ? NONE : new Terminal(usedWidth());
    }

    boolean exists() {
        return width > 0;
    }

    /** Since Java 22, there is a console also if the output is a file; it then says that it is no terminal. */
    private static boolean isTerminal() {
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException e) {
            return true;
        }
    }

    private static int usedWidth() {
        try {
            Process size = new ProcessBuilder("stty", "size")
                    .redirectInput(ProcessBuilder.Redirect.INHERIT)
                    .start();
            String answer = new String(size.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            Matcher width = SIZE.matcher(answer);
            return width.matches() ? Integer.parseInt(width.group(1)) : USUAL_WIDTH;
        } catch (IOException | NumberFormatException e) {
            return USUAL_WIDTH;
        }
    }
}
