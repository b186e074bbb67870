package io.github.camelglm4.examples.gateway.pages;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.examples.gateway.RunningGateway;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** markdown.js in a browser. Each text is shown at once and character by character: the result must be the same. */
class MarkdownTest {
    private static final String LINK = "<a href=\"%s\" rel=\"noopener noreferrer\" target=\"_blank\">%s</a>";

    private static RunningGateway gateway;
    private static Browser browser;

    @BeforeAll
    static void start() throws Exception {
        browser = Browser.start();
        gateway = ChatGateway.start();
        browser.open(gateway.url());
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.close();
        }
        if (gateway != null) {
            gateway.close();
        }
    }

    static Stream<Arguments> blocks() {
        return Stream.of(
                Arguments.of("one\ntwo\n\nthree", "<p>one\ntwo</p><p>three</p>"),
                Arguments.of("# One\n## Two ##\ntext\n###### Six", "<h3>One</h3><h4>Two</h4><p>text</p><h6>Six</h6>"),
                Arguments.of("#no\n\n2024 was\n1986. A year", "<p>#no</p><p>2024 was\n1986. A year</p>"),
                Arguments.of(
                        "- a\n- b\n  - c\n\n  more\n- d",
                        "<ul><li><p>a</p></li><li><p>b</p><ul><li><p>c</p></li></ul><p>more</p></li><li><p>d</p></li></ul>"),
                Arguments.of(
                        "1. a\n   - b\n2. c\n  * d\n\n5) e",
                        "<ol><li><p>a</p><ul><li><p>b</p></li></ul></li>"
                                + "<li><p>c</p><ul><li><p>d</p></li></ul></li><li><p>e</p></li></ol>"),
                Arguments.of("3. a\n4. b", "<ol start=\"3\"><li><p>a</p></li><li><p>b</p></li></ol>"),
                Arguments.of("- a\nlazy\n\nafter", "<ul><li><p>a\nlazy</p></li></ul><p>after</p>"),
                Arguments.of(
                        "> a\n> > b\n>\n> - c\n\nd",
                        "<blockquote><p>a</p><blockquote><p>b</p></blockquote><ul><li><p>c</p></li></ul></blockquote><p>d</p>"),
                Arguments.of("a\n***\n- - -\n___\nb", "<p>a</p><hr><hr><hr><p>b</p>"),
                Arguments.of("text\n- item", "<p>text</p><ul><li><p>item</p></li></ul>"),
                Arguments.of("a -\n-\nb", "<p>a -\n-\nb</p>"),
                Arguments.of(
                        "<b>bold</b>\n<script>x</script>",
                        "<p>&lt;b&gt;bold&lt;/b&gt;\n&lt;script&gt;x&lt;/script&gt;</p>"),
                Arguments.of("a\r\nb\r\n", "<p>a\nb</p>"),
                Arguments.of("", ""));
    }

    @ParameterizedTest
    @MethodSource("blocks")
    void showsBlocks(String markdown, String html) {
        assertThat(html(markdown)).isEqualTo(html);
    }

    static Stream<Arguments> spans() {
        String a = LINK.formatted("https://a.example/", "%s");
        return Stream.of(
                Arguments.of(
                        "*a* _b_ **c** __d__ ***e*** ~~f~~",
                        "<em>a</em> <em>b</em> <strong>c</strong> <strong>d</strong>"
                                + " <em><strong>e</strong></em> <del>f</del>"),
                Arguments.of("2 * 3 * 4, a_b_c, ~x~, **", "2 * 3 * 4, a_b_c, ~x~, **"),
                Arguments.of("**a *b* c**", "<strong>a <em>b</em> c</strong>"),
                Arguments.of("**a*b**", "<strong>a*b</strong>"),
                Arguments.of("请看**重点。**然后", "请看<strong>重点。</strong>然后"),
                Arguments.of("`a*b*` ``c`d`` `` ` `` `e", "<code>a*b*</code> <code>c`d</code> <code>`</code> `e"),
                Arguments.of("\\*a\\* \\a \\\\", "*a* \\a \\"),
                Arguments.of("&lt;b&gt; &amp; &#39; &copy; a<br>b", "&lt;b&gt; &amp; ' &amp;copy; a\nb"),
                Arguments.of("[t](https://a.example/)", a.formatted("t")),
                Arguments.of("[t](<https://a.example/> \"title\")", a.formatted("t")),
                Arguments.of("[*t* `c`](https://a.example/)", a.formatted("<em>t</em> <code>c</code>")),
                Arguments.of("[](https://a.example/)", a.formatted("https://a.example/")),
                Arguments.of(
                        "[x [t](https://a.example/) y](https://b.example/)",
                        "[x " + a.formatted("t") + " y](" + LINK.formatted("https://b.example/", "https://b.example/")
                                + ")"),
                Arguments.of(
                        "see https://a.example/, or <https://a.example/>.",
                        "see " + a.formatted("https://a.example/") + ", or " + a.formatted("https://a.example/") + "."),
                Arguments.of("见https://a.example/。好", "见https://a.example/。好"),
                Arguments.of("见 https://a.example/。好", "见 " + a.formatted("https://a.example/") + "。好"),
                Arguments.of("<mailto:x@a.example>", LINK.formatted("mailto:x@a.example", "x@a.example")),
                Arguments.of("![cat](https://a.example/)", a.formatted("Image: cat")),
                Arguments.of("![](https://a.example/)", a.formatted("Image: https://a.example/")),
                Arguments.of("[a] [b][c] [d](e f) [g](/h)", "[a] [b][c] [d](e f) [g](/h)"));
    }

    @ParameterizedTest
    @MethodSource("spans")
    void showsSpans(String markdown, String html) {
        assertThat(html(markdown)).isEqualTo("<p>" + html + "</p>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[x](javascript:alert(1))",
                "[x](JaVaScRiPt:alert(1))",
                "[x](\u0001javascript:alert(1))",
                "[x](data:text/html,<script>alert(1)</script>)",
                "[x](vbscript:x)",
                "[x](file:///etc/passwd)",
                "[x](//a.example)",
                "![x](javascript:alert(1))",
                "<javascript:alert(1)>",
                "<img src=x onerror=alert(1)>",
                "[<img src=x onerror=alert(1)>](x)"
            })
    void whatIsNotSafeIsText(String markdown) {
        Object text = browser.runModule("markdown.js", """
                const root = document.createElement('div');
                const view = new module.Markdown(root);
                view.append(argument);
                view.end();
                return [root.textContent, root.querySelectorAll('a, img, script').length];
                """, markdown);

        assertThat(text).isEqualTo(java.util.List.of(markdown, 0L));
    }

    @Test
    void showsCode() {
        assertThat(code("```js\nlet a = '<b>';\n\n\tb\n```\nafter")).isEqualTo("js|let a = '<b>';\n\n\tb|<p>after</p>");
        assertThat(code("~~~~\n```\n~~~\n~~~~")).isEqualTo("|```\n~~~|");
        assertThat(code("- a\n  ```\n  x\n    y\n  ```")).isEqualTo("|x\n  y|");
        assertThat(code("```\nnot closed")).isEqualTo("|not closed|");
        assertThat(html("```a``` b")).isEqualTo("<p><code>a</code> b</p>");
    }

    private static Object code(String markdown) {
        return browser.runModule("markdown.js", """
                const root = document.createElement('div');
                const view = new module.Markdown(root);
                for (const character of argument) { view.append(character); }
                view.end();
                const block = root.querySelector('.code');
                const texts = ['.code-language', 'code'].map(name => block.querySelector(name).textContent);
                return [...texts, block.nextElementSibling?.outerHTML ?? ''].join('|');
                """, markdown);
    }

    @Test
    void showsTables() {
        assertThat(html("| a | *b* |\n|:-:|--:|\n| 1 | 2 |\n| 3\\|4 |\n\nafter"))
                .isEqualTo("<div class=\"table-frame\" tabindex=\"0\"><table>"
                        + "<thead><tr><th class=\"align-center\">a</th><th class=\"align-right\"><em>b</em></th></tr></thead>"
                        + "<tbody><tr><td class=\"align-center\">1</td><td class=\"align-right\">2</td></tr>"
                        + "<tr><td class=\"align-center\">3|4</td><td class=\"align-right\"></td></tr></tbody>"
                        + "</table></div><p>after</p>");
        assertThat(html("a | b\n--- | ---\n1 | 2"))
                .contains("<th>a</th><th>b</th>")
                .contains("<td>1</td><td>2</td>");
        assertThat(html("a | b\n---")).isEqualTo("<p>a | b</p><hr>");
    }

    /** If the time grew with the square of the length, the script would give up before the end. */
    @ParameterizedTest
    @ValueSource(
            strings = {"*", "[", "**a *b ", "[a](", "`` ` ", "> ", "a_", "<", "|", "http://", "\\", "- a\n  ", "# "})
    void longTextIsShownSoonAndIsNotNestedDeeply(String repeated) {
        assertThat(depthOf(repeated.repeat(200_000 / repeated.length()))).isBetween(1L, 110L);
    }

    @Test
    void emphasisIsNotNestedDeeply() {
        assertThat(depthOf("*a ".repeat(1000) + "b* ".repeat(1000))).isBetween(10L, 110L);
    }

    private static long depthOf(String markdown) {
        return (Long) browser.runModule("markdown.js", """
                const root = document.createElement('div');
                const view = new module.Markdown(root);
                const begin = performance.now();
                for (let at = 0; at < argument.length; at += 20) {
                    view.append(argument.slice(at, at + 20));
                    if (performance.now() - begin > 8000) { throw new Error('too slow'); }
                }
                view.end();
                const depthOf = element => 1 + Math.max(0, ...[...element.children].slice(-50).map(depthOf));
                return depthOf(root);
                """, markdown);
    }

    /** The HTML of the elements that are created. */
    private static String html(String markdown) {
        return (String) browser.runModule("markdown.js", """
                const show = pieces => {
                    const root = document.createElement('div');
                    const view = new module.Markdown(root);
                    for (const piece of pieces) { view.append(piece); }
                    view.end();
                    return root.innerHTML;
                };
                const whole = show([argument]);
                const cut = show(argument);
                return whole === cut ? whole : 'at once: ' + whole + ', cut: ' + cut;
                """, markdown);
    }
}
