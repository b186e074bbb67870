package io.github.camelglm4.examples.gateway.pages;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.examples.gateway.RunningGateway;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** The chat page in a browser, with a gateway and a scripted service behind it. */
class ChatPageTest {
    private static final String ANSWER = ".turn:last-of-type .markdown";
    private static final String FACTS = ".turn:last-of-type .facts";
    private static final String PROBLEM = ".turn:last-of-type .problem";

    private static ScriptedModels service;
    private static RunningGateway gateway;
    private static Browser browser;

    /** Statuses of responses that are errors on purpose. */
    private int[] expected = {};

    @BeforeAll
    static void start() throws Exception {
        browser = Browser.start();
        service = ScriptedModels.start();
        gateway = ChatGateway.start(service.baseUrl());
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.close();
        }
        if (service != null) {
            service.close();
        }
        if (gateway != null) {
            gateway.close();
        }
    }

    @BeforeEach
    void open() {
        service.reset();
        browser.useDesktop();
        browser.open(gateway.url());
    }

    @AfterEach
    void nothingWasExecutedAndTheConsoleIsClean() {
        assertThat(browser.run("return window.attacked")).isNull();
        browser.assertNoErrorsExcept(expected);
    }

    @Test
    void showsTheAnswerWhileItArrives() {
        connect("sk-alice", ScriptedModels.HELD);
        ask("Tell me a story");
        browser.awaitVisible(".waiting");

        service.give("Once upon **a");
        browser.awaitText(ANSWER, "Once upon **a");
        assertThat(browser.find("#stop").isDisplayed()).isTrue();
        assertThat(browser.find("#send").isDisplayed()).isFalse();
        assertThat(browser.findAll(FACTS)).isEmpty();

        service.give(" time**.");
        service.end();
        browser.awaitText(FACTS, "stop");
        assertThat(browser.text(ANSWER)).isEqualTo("Once upon a time.");
        assertThat(browser.text(ANSWER + " strong")).isEqualTo("a time");
        assertThat(browser.text(".question")).isEqualTo("Tell me a story");
        assertThat(browser.find("#send").isDisplayed()).isTrue();
        assertThat(browser.text("#status")).isEqualTo("The answer is complete.");
    }

    @Test
    void showsTokensTimesAndFinishReason() {
        service.answer("Short.");
        connect("sk-alice", ScriptedModels.WRITER);
        ask("Hi");
        browser.awaitText(FACTS, "stop");

        assertThat(browser.text(FACTS).replaceAll("\\s+", " "))
                .matches("Tokens 24 in, 118 out First token \\d+\\.\\d\\d s Total \\d+\\.\\d\\d s Finish reason stop");
        assertThat(browser.text(".answer-model")).isEqualTo("writer");
    }

    @Test
    void showsReasoningApart() {
        service.reasoning("Let me think <b>.");
        service.answer("Done.");
        connect("sk-alice", ScriptedModels.WRITER);
        ask("Hi");
        browser.awaitText(FACTS, "stop");

        assertThat(browser.text(ANSWER)).isEqualTo("Done.");
        assertThat(browser.find(".reasoning-text").isDisplayed()).isFalse();
        browser.find(".reasoning summary").click();
        assertThat(browser.text(".reasoning-text")).isEqualTo("Let me think <b>.");
    }

    @Test
    void sendsTheConversationUntilANewOneBegins() {
        service.answer("A");
        connect("sk-alice", ScriptedModels.WRITER);
        ask("one");
        browser.awaitText(FACTS, "stop");
        ask("two");
        browser.await("two answers", () -> browser.findAll(".facts").size() == 2);
        assertThat(service.lastQuestion())
                .containsSubsequence("one", "\"assistant\"", "\"A\"", "two")
                .contains("\"stream\":true");

        browser.find("#new-conversation").click();
        assertThat(browser.findAll(".turn")).isEmpty();
        assertThat(browser.text("#empty")).isEqualTo("Ask writer something.");
        ask("three");
        browser.awaitText(FACTS, "stop");
        assertThat(service.lastQuestion()).contains("three").doesNotContain("one", "two");
    }

    @Test
    void stopsAnAnswer() throws Exception {
        connect("sk-alice", ScriptedModels.HELD);
        ask("Count");
        service.give("1 2 3");
        browser.awaitText(ANSWER, "1 2 3");

        browser.find("#stop").click();
        service.canceled().get(20, TimeUnit.SECONDS);
        browser.awaitText(FACTS, "stopped by you");
        assertThat(browser.text(ANSWER)).isEqualTo("1 2 3");
        assertThat(browser.findAll(".problem")).isEmpty();
        assertThat(browser.focused().getDomAttribute("id")).isEqualTo("question");

        choose(ScriptedModels.WRITER);
        service.answer("Yes");
        ask("Still there?");
        browser.awaitText(ANSWER, "Yes");
        assertThat(service.lastQuestion()).contains("1 2 3");
    }

    @Test
    void aWrongKeyIsExplained() {
        expected = new int[] {401};
        browser.find("#key").sendKeys("sk-wrong", Keys.ENTER);

        browser.awaitText("#key-problem", "This API key is not valid.");
        assertThat(browser.text("#key-problem"))
                .containsPattern("Status 401 · invalid_api_key · Request chat-[0-9a-f]{16}");
        assertThat(browser.find("#conversation").isDisplayed()).isFalse();

        browser.find("#key").sendKeys(Keys.chord(Keys.CONTROL, "a"), "sk-former", Keys.ENTER);
        browser.awaitText("#key-problem", "This API key has expired.");
        browser.find("#key").sendKeys(Keys.chord(Keys.CONTROL, "a"), "sk-ключ", Keys.ENTER);
        browser.awaitText("#key-problem", "A key consists of letters, digits and signs, without spaces.");
        browser.find("#key").sendKeys(Keys.chord(Keys.CONTROL, "a"), Keys.DELETE, Keys.ENTER);
        browser.awaitText("#key-problem", "This gateway needs an API key.");
    }

    @Test
    void anUnknownModelIsExplained() {
        expected = new int[] {404};
        connect("sk-alice", ChatGateway.ABSENT);
        ask("Hi");

        browser.awaitText(PROBLEM, "This model does not exist, or your key may not use it.");
        assertThat(browser.text(PROBLEM)).contains("Status 404 · ", "Request chat-");
    }

    @Test
    void aLimitSaysHowLongToWait() {
        expected = new int[] {429};
        service.answer("A");
        connect("sk-few", ScriptedModels.WRITER);
        ask("one");
        browser.awaitText(FACTS, "stop");
        ask("two");

        browser.awaitText(PROBLEM, "You have reached a limit. Try again in ");
        assertThat(browser.text(PROBLEM))
                .containsPattern("Try again in \\d+ seconds?\\.")
                .contains("The limit requestsPerMinute of 1 is reached.", "Status 429 · rate_limit_exceeded");
    }

    @Test
    void aBudgetSaysWhenItStartsAgain() {
        expected = new int[] {429};
        service.answer("A");
        connect("sk-poor", ScriptedModels.WRITER);
        ask("one");
        browser.awaitText(FACTS, "stop");
        ask("two");

        browser.awaitText(PROBLEM, "Your budget is used up. It starts again in ");
        assertThat(browser.text(PROBLEM)).contains("Status 429 · insufficient_quota");
    }

    @Test
    void aModelThatIsNotAvailableCanBeAskedAgain() {
        expected = new int[] {503};
        service.refuse(503, Map.of("Retry-After", 90), "Back soon at http://inner:1");
        connect("sk-alice", ScriptedModels.REFUSING);
        ask("Hi");

        browser.awaitText(PROBLEM, "The model is not available at the moment. Try again in 90 seconds.");
        assertThat(browser.text(PROBLEM)).contains("Status 503").doesNotContain("inner");
        service.refuse(200, Map.of(), "Here I am");
        browser.find(PROBLEM + " button").click();
        browser.awaitText(ANSWER, "Here I am");
        assertThat(browser.findAll(".turn")).hasSize(1);
    }

    @Test
    void aModelThatFailsInTheMiddleLeavesWhatHasArrived() {
        connect("sk-alice", ScriptedModels.HELD);
        ask("Hi");
        service.give("The first part");
        browser.awaitText(ANSWER, "The first part");
        service.fail();

        browser.awaitText(PROBLEM, "The model failed in the middle of its answer.");
        assertThat(browser.text(ANSWER)).isEqualTo("The first part");
        assertThat(browser.text(FACTS)).contains("incomplete");
    }

    @Test
    void aLostConnectionLeavesWhatHasArrived() throws Exception {
        try (RunningGateway other = ChatGateway.start(service.baseUrl())) {
            browser.open(other.url());
            connect("sk-alice", ScriptedModels.HELD);
            ask("Hi");
            service.give("The first part");
            browser.awaitText(ANSWER, "The first part");
        }

        browser.awaitText(PROBLEM, "The connection was lost. The answer is incomplete.");
        assertThat(browser.text(ANSWER)).isEqualTo("The first part");
        assertThat(browser.text(FACTS)).contains("incomplete");
        ask("Again");
        browser.awaitText(PROBLEM, "The gateway cannot be reached.");
        assertThat(browser.errors()).allMatch(error -> error.contains("net::ERR_"));
    }

    @Test
    void aKeySeesItsModelsOnly() {
        connect("sk-narrow", ScriptedModels.HELD);

        assertThat(browser.findAll("#model option"))
                .extracting(WebElement::getText)
                .containsExactly("held");
    }

    @Test
    void aHostileModelNameIsText() {
        service.answer("Answer");
        connect("sk-alice", ChatGateway.HOSTILE);
        assertThat(browser.text("#empty")).isEqualTo("Ask " + ChatGateway.HOSTILE + " something.");
        ask("Hi");
        browser.awaitText(ANSWER, "Answer");

        assertThat(browser.text(".answer-model")).isEqualTo(ChatGateway.HOSTILE);
        assertThat(browser.findAll("img")).isEmpty();
    }

    @Test
    void aHostileAnswerIsText() {
        String answer = """
                <script>window.attacked = 1</script>
                <img src=x onerror="window.attacked=1">
                <svg onload="window.attacked=1"></svg>
                <iframe src="javascript:parent.attacked=1"></iframe>
                <a href="javascript:window.attacked=1">link</a>
                [one](javascript:window.attacked=1) [two](data:text/html,<script>parent.attacked=1</script>)
                [three](https://a.example/"onmouseover="window.attacked=1)
                ![four](https://tracker.example/pixel.png) ![five](x"onerror="window.attacked=1)
                **<b onclick="window.attacked=1">[six](JAVASCRIPT:window.attacked=1)</b>**

                ```"><img src=x onerror=window.attacked=1>
                </code></pre><script>window.attacked = 1</script>
                ```

                | <img src=x onerror=window.attacked=1> | b |
                |---|---|
                | [x](javascript:window.attacked=1) | </td><script>window.attacked=1</script> |
                """;
        service.answer(answer);
        connect("sk-alice", ScriptedModels.WRITER);
        ask("<img src=x onerror=\"window.attacked=1\">");
        browser.awaitText(FACTS, "stop");

        assertThat(browser.findAll(".turn script, .turn img, .turn svg, .turn iframe, .turn b"))
                .isEmpty();
        List<WebElement> links = browser.findAll(".turn a");
        assertThat(links)
                .extracting(link -> link.getDomAttribute("href"))
                .containsExactly(
                        "https://a.example/%22onmouseover=%22window.attacked=1", "https://tracker.example/pixel.png");
        assertThat(links)
                .allSatisfy(link -> assertThat(link.getDomAttribute("rel")).isEqualTo("noopener noreferrer"));
        assertThat(browser.text(ANSWER)).contains("<script>window.attacked = 1</script>", "Image: four");
        assertThat(browser.run("return performance.getEntriesByType('resource').map(entry => entry.name)"))
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.list(String.class))
                .allMatch(name -> name.startsWith(gateway.url()));
    }

    @Test
    void aHostileAnswerOfAnyLengthLeavesThePageUsable() {
        service.answer("[".repeat(100_000) + "\n\na" + "*".repeat(99_999));
        connect("sk-alice", ScriptedModels.WRITER);
        ask("Hi");
        browser.awaitText(FACTS, "stop");
        assertThat(browser.run("return document.querySelector('.markdown').textContent.length"))
                .isEqualTo(200_000L);

        service.answer("Still here");
        ask("And now?");
        browser.awaitText(ANSWER, "Still here");
    }

    @Test
    void theKeyIsInTheMemoryOfThePageOnly() {
        service.answer("Answer");
        connect("sk-alice", ScriptedModels.WRITER);
        ask("Hi");
        browser.awaitText(FACTS, "stop");

        assertThat(browser.url()).isEqualTo(gateway.url());
        assertThat(browser.run("return document.documentElement.outerHTML + document.querySelector('#key').value"
                                + " + JSON.stringify(localStorage) + JSON.stringify(sessionStorage) + document.cookie"
                                + " + JSON.stringify(history.state) + window.name")
                        .toString())
                .contains("Answer")
                .doesNotContain("sk-alice");
        assertThat(browser.find("#key").getDomAttribute("autocomplete")).isEqualTo("off");
        browser.open(gateway.url());
        assertThat(browser.awaitVisible("#key").getDomProperty("value")).isEmpty();
        assertThat(browser.find("#conversation").isDisplayed()).isFalse();
    }

    @Test
    void needsNoMouse() {
        service.answer("```\ncode\n```");
        browser.type("sk-alice", Keys.ENTER);
        browser.awaitVisible("#question");
        assertThat(browser.focused().getDomAttribute("id")).isEqualTo("question");
        browser.type(Keys.TAB);
        assertThat(browser.focused().getDomAttribute("id")).isEqualTo("model");
        browser.type(ScriptedModels.WRITER);
        browser.type(Keys.TAB);
        assertThat(browser.focused().getDomAttribute("id")).isEqualTo("send");
        browser.type(Keys.chord(Keys.SHIFT, Keys.TAB), Keys.chord(Keys.SHIFT, Keys.TAB));
        browser.type("one", Keys.chord(Keys.SHIFT, Keys.ENTER), "two", Keys.ENTER);
        browser.awaitText(FACTS, "stop");
        assertThat(browser.text(".question")).isEqualTo("one\ntwo");

        for (String place : List.of(".code-text", ".copy", "#conversation", "#new-conversation", "#change-key")) {
            browser.type(Keys.chord(Keys.SHIFT, Keys.TAB));
            assertThat(browser.focused()).as(place).isEqualTo(browser.find(place));
            assertThat(browser.color(":focus", "outline-style")).as(place).isNotEqualTo("none");
        }
    }

    @Test
    void escapeStopsAnAnswer() throws Exception {
        connect("sk-alice", ScriptedModels.HELD);
        ask("Hi");
        service.give("text");
        browser.awaitText(ANSWER, "text");
        browser.type(Keys.ESCAPE);
        service.canceled().get(20, TimeUnit.SECONDS);
        browser.awaitText(FACTS, "stopped by you");
    }

    @Test
    void fitsAPhone() {
        service.answer("A " + "verylongword".repeat(40) + "\n\n```\n" + "code ".repeat(80) + "\n```\n\n| "
                + "cell with words | ".repeat(9) + "\n|" + "---|".repeat(9) + "\n| " + "cell with words | ".repeat(9));
        browser.usePhone();
        browser.open(gateway.url());
        assertThat(browser.isWiderThanWindow()).isFalse();
        connect("sk-alice", ChatGateway.HOSTILE);
        ask("x".repeat(300));
        browser.awaitText(FACTS, "stop");

        assertThat(browser.isWiderThanWindow()).isFalse();
        assertThat(browser.run(
                        "const c = document.querySelector('#conversation'); return c.scrollWidth - c.clientWidth"))
                .isEqualTo(0L);
        assertThat(browser.find("#send").getRect().getX()
                        + browser.find("#send").getRect().getWidth())
                .isLessThanOrEqualTo(360);
    }

    @Test
    void followsTheColorsOfTheReader() {
        browser.useColors("light");
        String light = browser.color("body", "background-color") + browser.color("body", "color");
        browser.useColors("dark");
        String dark = browser.color("body", "background-color") + browser.color("body", "color");
        browser.useColors("light");

        assertThat(dark).isNotEqualTo(light);
    }

    /** Opens the conversation with a key, and chooses a model. */
    private static void connect(String key, String model) {
        browser.awaitVisible("#key").sendKeys(key, Keys.ENTER);
        browser.awaitVisible("#question");
        choose(model);
    }

    private static void choose(String model) {
        browser.findAll("#model option").stream()
                .filter(option -> option.getText().equals(model))
                .findFirst()
                .orElseThrow()
                .click();
    }

    private static void ask(String question) {
        browser.find("#question").sendKeys(question, Keys.ENTER);
    }
}
