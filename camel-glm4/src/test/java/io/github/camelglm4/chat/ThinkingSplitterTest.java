package io.github.camelglm4.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The results do not depend on how a text is split into pieces. */
class ThinkingSplitterTest {

    @Property(tries = 20_000)
    void agreesWithTheWholeText(@ForAll("pieces") List<String> pieces) {
        String text = String.join("", pieces);
        Thinking whole = Thinking.split(text);
        boolean opens = text.stripLeading().startsWith("<think>");

        Thinking expected = opens || whole.reasoning() == null ? whole : new Thinking(null, text);
        assertThat(splitAll(pieces)).isEqualTo(expected);
    }

    @Example
    void holdsBackNoMoreThanABeginningTag() {
        ThinkingSplitter splitter = new ThinkingSplitter();

        assertThat(splitter.next("<think>I th")).isEqualTo(new Thinking("I th", ""));
        assertThat(splitter.next("ink</")).isEqualTo(new Thinking("ink", ""));
        assertThat(splitter.next("b></thi")).isEqualTo(new Thinking("</b>", ""));
        assertThat(splitter.next("nk>\n\n")).isEqualTo(new Thinking("", ""));
        assertThat(splitter.next("\nso")).isEqualTo(new Thinking(null, "so"));
        assertThat(splitter.next(" be it </think>")).isEqualTo(new Thinking(null, " be it </think>"));
        assertThat(splitter.end()).isEqualTo(new Thinking(null, ""));
    }

    @Example
    void textThatLacksTheOpeningTagPassesUnchanged() {
        ThinkingSplitter splitter = new ThinkingSplitter();

        assertThat(splitter.next(" \n<thinner")).isEqualTo(new Thinking(null, " \n<thinner"));
        assertThat(splitter.next("</think>\n yes")).isEqualTo(new Thinking(null, "</think>\n yes"));
    }

    @Example
    void whatIsHeldBackComesAtTheEnd() {
        assertThat(splitAll(List.of("\n", "<thi"))).isEqualTo(new Thinking(null, "\n<thi"));
        assertThat(splitAll(List.of("<think>a", "</thin"))).isEqualTo(new Thinking("a</thin", ""));
    }

    private static Thinking splitAll(List<String> pieces) {
        ThinkingSplitter splitter = new ThinkingSplitter();
        Thinking all = new Thinking(null, "");
        for (String piece : pieces) {
            all = join(all, splitter.next(piece));
        }
        return join(all, splitter.end());
    }

    private static Thinking join(Thinking before, Thinking next) {
        if (next.reasoning() != null) {
            assertThat(before.text()).as("text before reasoning").isEmpty();
        }
        String reasoning = before.reasoning() == null
                ? next.reasoning()
                : before.reasoning() + (next.reasoning() == null ? "" : next.reasoning());
        return new Thinking(reasoning, before.text() + next.text());
    }

    @Provide
    Arbitrary<List<String>> pieces() {
        Arbitrary<String> tags =
                Arbitraries.of("<think>", "</think>", "<", "</", "think>", "<thi", "nk>", "</think", ">", "<<think>");
        Arbitrary<String> others = Arbitraries.of("", " ", "\n", "\u3000", "a", "b c", "😀", "\ud83d", "\ude00");
        return Arbitraries.oneOf(tags, others).list().ofMaxSize(10);
    }

    /** This would take hours if the work grew with the square of the length. */
    @Example
    void whiteSpaceInManyPiecesIsReadOnce() {
        ThinkingSplitter splitter = new ThinkingSplitter();
        for (int i = 0; i < 2_000_000; i++) {
            assertThat(splitter.next(" ").text()).isEmpty();
        }

        assertThat(splitter.next("x").text()).hasSize(2_000_001).endsWith(" x");
    }
}
