package io.github.camelglm4.conversation;

import io.github.camelglm4.chat.ChatMessage;
import io.github.camelglm4.chat.ToolCall;
import io.github.camelglm4.json.Fields;
import java.util.List;
import java.util.Map;

/**
 * Estimates the number of tokens of a text: models split Latin text into words and long words into pieces, digits into
 * groups of three, and Chinese into words of one or two characters. Pure.
 *
 * <p>The estimate is within 20 % of tokenizers like those of the GLM family, for Chinese and English (see
 * {@code docs/conversations.md}). It needs no vocabulary.
 */
final class TokenEstimate {

    /** For the role and the separators of messages. */
    private static final int PER_MESSAGE = 4;

    /** The tokens of an image depend on its size, which only the service knows. This is a typical value. */
    private static final int PER_PICTURE = 1_000;

    // hundredths of a token
    private static final int ONE = 100;
    private static final int HAN = 57;
    private static final int OTHER_WIDE = 72;
    private static final int ACCENT = 50;
    private static final int LINE_END = 50;

    private static final int FIRST_PIECE = 11;
    private static final int FURTHER_PIECE = 5;
    private static final int DIGITS = 3;
    private static final int MARKS = 2;

    /** Scripts from here on are written without spaces, or need at least one token for each character. */
    private static final int FIRST_WIDE = 0x2E80;

    private enum Kind {
        SPACE,
        LETTER,
        DIGIT,
        HAN,
        WIDE,
        MARK
    }

    private TokenEstimate() {}

    static int of(ChatMessage message) {
        int tokens = PER_MESSAGE + of(message.content());
        for (ToolCall call : message.toolCalls()) {
            tokens += PER_MESSAGE + of(call.name()) + of(call.arguments());
        }
        String thought = message.reasoningContent();
        return thought == null ? tokens : tokens + of(thought);
    }

    private static int of(Object content) {
        if (content instanceof String text) {
            return of(text);
        }
        int tokens = 0;
        if (content instanceof List<?> parts) {
            for (Object part : parts) {
                Map<String, Object> fields = Fields.object(part);
                tokens += fields.containsKey("text") ? of(fields.get("text")) : PER_PICTURE;
            }
        }
        return tokens;
    }

    static int of(String text) {
        long hundredths = 0;
        Kind before = null;
        int run = 0;
        for (int i = 0; text != null && i < text.length(); ) {
            int character = text.codePointAt(i);
            i += Character.charCount(character);
            Kind kind = kind(character);
            run = kind == before ? run + 1 : 1;
            hundredths += cost(character, kind, run);
            before = kind;
        }
        return (int) ((hundredths + ONE / 2) / ONE);
    }

    /** @param run the number of consecutive characters of this kind, including this one */
    private static int cost(int character, Kind kind, int run) {
        return switch (kind) {
            case LETTER -> letter(character, run);
            case DIGIT -> run % DIGITS == 1 ? ONE : 0;
            case HAN -> HAN;
            case WIDE -> OTHER_WIDE;
            case MARK -> run % MARKS == 1 ? ONE : 0;
            // a space is part of the next word's token
            case SPACE -> character == '\n' && run == 1 ? LINE_END : 0;
        };
    }

    private static int letter(int character, int run) {
        boolean begins = run == 1 || run >= FIRST_PIECE && (run - FIRST_PIECE) % FURTHER_PIECE == 0;
        return (begins ? ONE : 0) + (character > 0x7F ? ACCENT : 0);
    }

    private static Kind kind(int character) {
        if (character < 0x80) {
            return Character.isLetter(character)
                    ? Kind.LETTER
                    : Character.isDigit(character) ? Kind.DIGIT : character <= ' ' ? Kind.SPACE : Kind.MARK;
        }
        if (character >= FIRST_WIDE) {
            return Character.isIdeographic(character) ? Kind.HAN : Kind.WIDE;
        }
        return Character.isLetter(character)
                ? Kind.LETTER
                : Character.isWhitespace(character) || Character.isSpaceChar(character) ? Kind.SPACE : Kind.MARK;
    }
}
