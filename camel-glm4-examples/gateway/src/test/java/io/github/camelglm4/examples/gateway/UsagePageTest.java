package io.github.camelglm4.examples.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.examples.gateway.pages.Browser;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** The usage page in a browser. */
@Timeout(120)
class UsagePageTest {

    private static Browser browser;
    private UsageGateway gateway;

    @BeforeAll
    static void startBrowser() {
        browser = Browser.start();
    }

    @AfterAll
    static void stopBrowser() {
        if (browser != null) {
            browser.close();
        }
    }

    private void open(String name) throws Exception {
        gateway = new UsageGateway("jdbc:h2:mem:page-" + name);
        browser.useDesktop();
        browser.errors();
        browser.open(gateway.pageUrl());
    }

    private void signIn() {
        browser.awaitVisible("#key");
        browser.type(UsageGateway.ADMIN_KEY, Keys.ENTER);
        browser.awaitVisible("#report");
    }

    @AfterEach
    void stop() {
        browser.open("about:blank");
        if (gateway != null) {
            gateway.close();
        }
    }

    @Test
    void showsWhatWasUsedWhileItHappens() throws Exception {
        open("live");
        for (int i = 0; i < 3; i++) {
            gateway.ask("sk-bob", "fast", "");
        }
        gateway.ask("sk-eve", "fast", "");
        signIn();

        browser.awaitText("#requests", "4");
        browser.awaitText("#tokens", "14");
        browser.awaitText("#refused", "2");
        browser.awaitText("#callers", "bob");
        browser.awaitText("#models", "fast");
        browser.awaitText("#errors", "Too many requests or tokens");
        browser.awaitText("#errors", "The API key is unknown");
        browser.awaitText("#limits", "986 of 1,000 left");
        browser.awaitText("#limits", "at most 4");
        browser.run("window.notReloaded = true");
        gateway.ask("sk-alice", "fast", "");
        browser.awaitText("#requests", "5");
        browser.awaitText("#callers", "alice");
        var stream = gateway.stream("sk-carol");
        gateway.say("Hello", 1);
        browser.awaitText("#in-flight", "1");
        browser.awaitText("#in-flight-more", "slow 1");
        gateway.endAnswers();
        stream.get().body().readAllBytes();
        browser.awaitText("#in-flight", "0");

        assertThat(browser.run("return window.notReloaded")).isEqualTo(true);
        assertThat(browser.find("#chart svg").getDomAttribute("role")).isEqualTo("img");
        assertThat(browser.findAll("#chart > svg rect.bar-1")).hasSize(1);
        assertThat((String) browser.run("return document.querySelector('#chart desc').textContent"))
                .contains("Today: ");
        assertThat(browser.run("return document.body.innerHTML").toString()).doesNotContain(UsageGateway.ADMIN_KEY);
        browser.assertNoErrorsExcept();
    }

    @Test
    void aWrongKeyIsAnErrorAndCanBeCorrected() throws Exception {
        open("wrong-key");
        browser.awaitVisible("#key");
        browser.type("sk-alice", Keys.ENTER);
        browser.awaitText("#key-problem", "not the administrator");
        assertThat(browser.focused().getDomAttribute("id")).isEqualTo("key");
        assertThat(browser.find("#report").isDisplayed()).isFalse();
        browser.type("ключ", Keys.ENTER);
        browser.awaitText("#key-problem", "A key has only");
        // what was typed is selected
        signIn();

        assertThat(browser.find("#sign-in").isDisplayed()).isFalse();
        browser.find("#leave").click();
        browser.awaitVisible("#key");
        assertThat(browser.find("#key").getDomProperty("value")).isEmpty();
        browser.assertNoErrorsExcept(401);
    }

    @Test
    void anEmptyPageSaysSo() throws Exception {
        open("empty");
        signIn();

        browser.awaitText("#callers", "No calls yet");
        browser.awaitText("#models", "No calls yet");
        browser.awaitText("#errors", "None in the last 30 days");
        browser.awaitText("#requests", "0");
        assertThat((String) browser.run("return document.querySelector('#chart desc').textContent"))
                .isEqualTo("There are none.");
        browser.assertNoErrorsExcept();
    }

    @Test
    void hostileNamesAreText() throws Exception {
        open("hostile");
        String image = "<img src=x onerror=window.hit=1>";
        String script = "\"><script>window.hit=1</script>";
        gateway.used(image, script, 10);
        gateway.used("__proto__", "constructor", 10);
        gateway.used("javascript:window.hit=1", "long ".repeat(2_000), 10);
        signIn();

        browser.awaitText("#callers", image);
        browser.awaitText("#callers", "__proto__");
        browser.awaitText("#models", script);
        browser.awaitText("#models", "constructor");
        assertThat(browser.findAll("#report img, #report script")).isEmpty();
        assertThat(browser.run("return window.hit")).isNull();
        assertThat(browser.isWiderThanWindow()).isFalse();
        browser.assertNoErrorsExcept();
    }

    @Test
    void manyCallersAreSortedAndFilteredByKeyboard() throws Exception {
        open("many");
        for (int i = 0; i < 1_000; i++) {
            gateway.used("caller-%03d".formatted(i), "fast", i);
        }
        signIn();
        browser.awaitText("#callers .table-foot", "Show all 1,000");
        assertThat(names()).hasSize(10).startsWith("caller-999", "caller-998");

        WebElement name = browser.find("#callers th.name .sort");
        name.sendKeys(Keys.ENTER);
        assertThat(names()).startsWith("caller-000", "caller-001");
        assertThat(browser.findAll("#callers th[aria-sort]")).hasSize(1);
        assertThat(browser.find("#callers th.name").getDomAttribute("aria-sort"))
                .isEqualTo("ascending");
        browser.type(Keys.SPACE);
        assertThat(names()).startsWith("caller-999");
        assertThat(browser.find("#callers th.name").getDomAttribute("aria-sort"))
                .isEqualTo("descending");

        name.sendKeys(Keys.chord(Keys.SHIFT, Keys.TAB), Keys.chord(Keys.SHIFT, Keys.TAB));
        assertThat(browser.focused().getDomAttribute("type")).isEqualTo("search");
        browser.type("ER-12");
        assertThat(names()).hasSize(10).startsWith("caller-129");
        browser.awaitText("#callers .table-foot", "10 of 1,000 found");
        browser.type(Keys.BACK_SPACE);
        browser.find("#callers .table-foot button").sendKeys(Keys.ENTER);
        assertThat(names()).hasSize(100);
        browser.assertNoErrorsExcept();
    }

    private static List<String> names() {
        return browser.findAll("#callers tbody th").stream()
                .map(WebElement::getText)
                .toList();
    }

    @Test
    void keepsTheLastNumbersWhileTheGatewayCannotBeReached() throws Exception {
        open("lost");
        gateway.ask("sk-alice", "fast", "");
        signIn();
        browser.awaitText("#requests", "1");
        browser.run("window.online = window.fetch; window.fetch = async () => { throw new TypeError('offline'); }");
        browser.awaitText("#notice", "The gateway cannot be reached");
        browser.awaitText("#live", "Not live");
        assertThat(browser.text("#requests")).isEqualTo("1");
        gateway.ask("sk-alice", "fast", "");
        browser.run("window.fetch = window.online");

        browser.awaitText("#requests", "2");
        assertThat(browser.find("#notice").isDisplayed()).isFalse();
        browser.assertNoErrorsExcept();
    }

    /** The page notes its timers: none of them is for the next report. */
    @Test
    void pausesWhileItIsHidden() throws Exception {
        open("hidden");
        browser.run("""
                window.waiting = new Set();
                const set = window.setTimeout;
                const clear = window.clearTimeout;
                window.setTimeout = (task, millis) => {
                    const id = set(() => { window.waiting.delete(id); task(); }, millis);
                    window.waiting.add(id);
                    return id;
                };
                window.clearTimeout = id => { window.waiting.delete(id); clear(id); };
                """);
        signIn();
        browser.await("a timer", () -> browser.run("return window.waiting.size").equals(1L));

        setVisibility("hidden");
        browser.await(
                "no timer", () -> browser.run("return window.waiting.size").equals(0L));
        gateway.ask("sk-alice", "fast", "");
        assertThat(browser.text("#requests")).isEqualTo("0");
        setVisibility("visible");

        browser.awaitText("#requests", "1");
    }

    private static void setVisibility(String state) {
        browser.run(
                "Object.defineProperty(document, 'visibilityState', {value: arguments[0], configurable: true});"
                        + "document.dispatchEvent(new Event('visibilitychange'));",
                state);
    }

    @Test
    void fitsOnAPhoneAndInTheDark() throws Exception {
        open("phone");
        gateway.used("caller ".repeat(30), "a-model-with-quite-a-long-name-and-more", 1_000_000);
        signIn();
        browser.awaitText("#callers", "caller");
        String light = browser.color("body", "background-color");
        try {
            browser.usePhone();
            browser.useColors("dark");

            browser.await("the page fits", () -> !browser.isWiderThanWindow());
            assertThat(browser.color("body", "background-color")).isNotEqualTo(light);
            browser.find("summary").click();
            browser.awaitText("#days", "Completion tokens");
            assertThat(browser.findAll("#days tbody tr")).hasSize(10);
            assertThat(browser.isWiderThanWindow()).isFalse();
        } finally {
            browser.useColors("light");
            browser.useDesktop();
        }
        browser.assertNoErrorsExcept();
    }
}
