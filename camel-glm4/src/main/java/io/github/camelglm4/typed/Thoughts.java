package io.github.camelglm4.typed;

import io.github.camelglm4.chat.Thinking;

/**
 * Where in a text a model thinks: between its tags, of which the first may be missing because a chat template wrote it, and
 * the last because the text is cut. A tag inside of a value is text like any other. To be asked from the beginning of the
 * text to its end. For one thread.
 */
final class Thoughts {

    private final String text;
    private final Tag open;
    private final Tag close;

    Thoughts(String text) {
        this.text = text;
        this.open = new Tag(text, Thinking.OPEN);
        this.close = new Tag(text, Thinking.CLOSE);
    }

    /** Where the thinking ends with which the text begins, if it does: nothing in there need be read. */
    int firstEnd() {
        if (open.next < 0 || !text.substring(0, open.next).isBlank()) {
            return 0;
        }
        return close.next < 0 ? text.length() : close.next + Thinking.CLOSE.length();
    }

    /** Whether what stands there is part of them. */
    boolean hold(int beginning, int end) {
        open.goTo(beginning);
        close.goTo(beginning);
        boolean opened = open.last > close.last;
        open.goTo(end);
        close.goTo(end);
        return opened || close.next >= 0 && (open.next < 0 || open.next > close.next);
    }

    /** One of the two tags, before and after a place in the text, which only goes on. */
    private static final class Tag {

        private final String text;
        private final String tag;
        private int last = -1;
        private int next;

        Tag(String text, String tag) {
            this.text = text;
            this.tag = tag;
            this.next = text.indexOf(tag);
        }

        void goTo(int place) {
            while (next >= 0 && next < place) {
                last = next;
                next = text.indexOf(tag, next + tag.length());
            }
        }
    }
}
