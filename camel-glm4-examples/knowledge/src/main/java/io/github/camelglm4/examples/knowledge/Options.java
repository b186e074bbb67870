package io.github.camelglm4.examples.knowledge;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The arguments of the command.
 *
 * @param documents the folder with the documents
 * @param index the folder of the index
 * @param known file with the questions of {@link Mode#RECALL}, whose answers are known
 * @param questions those of {@link Mode#ASK}
 */
record Options(Mode mode, Path documents, Path index, Path known, List<String> questions) {
    /** What the program does when the index is up to date. */
    enum Mode {
        ASK,
        RECALL,
        SERVE
    }

    static final String USAGE = """
            Arguments: questions, or one of these options
              --recall              measures how often the right passage is found
              --serve               answers at http://localhost:8080/ask?question=..., and watches the documents
            and
              --documents=FOLDER    *.md and *.txt files in UTF-8 (the documents of the example)
              --index=FOLDER        the index (target/index)
              --known=FILE          with --recall: questions with known answers (questions.jsonl of the example)""";

    /** Asked if there is no argument: one question in each of four languages. */
    static final List<String> QUESTIONS = List.of(
            "What can I do if I have lost a receipt?",
            "Was darf ein Hotelzimmer auf einer Dienstreise kosten?",
            "新买的机器保修多久？",
            "¿Cuántas toneladas puede levantar la grúa?");

    /**
     * @param target the folder of the jar
     * @throws IllegalArgumentException if an argument is wrong; the message names it
     */
    static Options of(Path target, String... arguments) {
        Mode mode = Mode.ASK;
        Path documents = target.resolveSibling("documents");
        Path index = target.resolve("index");
        Path known = target.resolveSibling("questions.jsonl");
        List<String> questions = new ArrayList<>();
        for (String argument : arguments) {
            String value = argument.substring(argument.indexOf('=') + 1);
            if (argument.equals("--recall")) {
                mode = Mode.RECALL;
            } else if (argument.equals("--serve")) {
                mode = Mode.SERVE;
            } else if (argument.startsWith("--documents=")) {
                documents = path(argument, value);
            } else if (argument.startsWith("--index=")) {
                index = path(argument, value);
            } else if (argument.startsWith("--known=")) {
                known = path(argument, value);
            } else if (argument.startsWith("--")) {
                throw new IllegalArgumentException(argument + " is not an option.");
            } else {
                questions.add(argument);
            }
        }
        if (!Files.isDirectory(documents)) {
            throw new IllegalArgumentException("--documents=" + documents + " must be a folder.");
        }
        if (mode != Mode.ASK && !questions.isEmpty()) {
            throw new IllegalArgumentException("Questions are not possible with --recall or --serve.");
        }
        return new Options(mode, documents, index, known, questions.isEmpty() ? QUESTIONS : List.copyOf(questions));
    }

    /** Without a name, it would be the working directory. */
    private static Path path(String argument, String name) {
        if (name.isBlank()) {
            throw new IllegalArgumentException(argument + " needs a name.");
        }
        return Path.of(name);
    }
}
