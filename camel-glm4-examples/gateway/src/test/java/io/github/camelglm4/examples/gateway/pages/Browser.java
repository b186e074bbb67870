package io.github.camelglm4.examples.gateway.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.slf4j.LoggerFactory;

/**
 * A Chromium without a window, which a test drives. It reports what its console says: errors of scripts, and violations
 * of the Content-Security-Policy. Not thread-safe.
 */
public final class Browser implements AutoCloseable {
    private static final org.slf4j.Logger LOG = LoggerFactory.getLogger(Browser.class);
    private static final String MISSING = "SKIPPED: tests of web pages need chromium and chromedriver, in Debian the"
            + " packages chromium and chromium-driver";
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** The driver works with every version of the browser; the missing classes are not used. */
    private static final Logger VERSIONS = Logger.getLogger("org.openqa.selenium.devtools.CdpVersionFinder");

    private final ChromeDriver driver;

    private Browser(ChromeDriver driver) {
        this.driver = driver;
    }

    /** Starts the browser. Skips the test where Chromium or its driver is not installed. */
    public static Browser start() {
        File chromium = program("chromium");
        File chromedriver = program("chromedriver");
        if (chromium == null || chromedriver == null) {
            LOG.warn(MISSING);
            Assumptions.abort(MISSING);
        }
        ChromeOptions options = new ChromeOptions();
        options.setBinary(chromium);
        // as root there is no sandbox, and in containers there is little shared memory
        options.addArguments("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu");
        LoggingPreferences console = new LoggingPreferences();
        console.enable(LogType.BROWSER, Level.ALL);
        options.setCapability("goog:loggingPrefs", console);
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(chromedriver)
                .usingAnyFreePort()
                .build();
        VERSIONS.setLevel(Level.OFF);
        Browser browser = new Browser(new ChromeDriver(service, options));
        browser.driver.manage().timeouts().scriptTimeout(Duration.ofSeconds(10));
        browser.useDesktop();
        return browser;
    }

    private static File program(String name) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .map(folder -> new File(folder, name))
                .filter(File::canExecute)
                .findFirst()
                .orElse(null);
    }

    /** Opens a page, and waits until it is loaded. */
    public void open(String url) {
        driver.get(url);
    }

    public String url() {
        return driver.getCurrentUrl();
    }

    /** Returns the first element that matches a CSS selector. */
    public WebElement find(String selector) {
        return driver.findElement(By.cssSelector(selector));
    }

    public List<WebElement> findAll(String selector) {
        return driver.findElements(By.cssSelector(selector));
    }

    /** Returns the text of the first element that matches, as the reader sees it; empty if there is none. */
    public String text(String selector) {
        return findAll(selector).stream().findFirst().map(WebElement::getText).orElse("");
    }

    /** Waits until an element that matches is visible, and returns it. */
    public WebElement awaitVisible(String selector) {
        await(selector + " is visible", () -> findAll(selector).stream().anyMatch(WebElement::isDisplayed));
        return find(selector);
    }

    /** Waits until the element that matches has this text. */
    public void awaitText(String selector, String text) {
        await(selector + " contains " + text, () -> text(selector).contains(text));
    }

    /** Waits for a state of the page. */
    public void await(String what, Callable<Boolean> condition) {
        Awaitility.await(what)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .ignoreExceptionsInstanceOf(StaleElementReferenceException.class)
                .until(condition);
    }

    /** Types into the element that has the focus. */
    public void type(CharSequence... keys) {
        driver.switchTo().activeElement().sendKeys(keys);
    }

    public WebElement focused() {
        return driver.switchTo().activeElement();
    }

    /** Runs a script in the page, and returns its result. */
    public Object run(String script, Object... arguments) {
        return driver.executeScript(script, arguments);
    }

    /**
     * Runs a script that uses a module of the page.
     *
     * @param module name of a file below {@code /pages/}
     * @param script body of an asynchronous function with the parameters {@code module} and {@code argument}
     * @return what the script returns
     */
    public Object runModule(String module, String script, Object... argument) {
        Object result =
                driver.executeAsyncScript("""
                const [name, argument, done] = [arguments[0], arguments[1], arguments[arguments.length - 1]];
                const run = async module => {%s};
                import(new URL('/pages/' + name, location)).then(run).then(
                    value => done({value}), failure => done({failure: String(failure)}));
                """.formatted(script), module, argument.length == 0 ? null : argument[0]);
        Map<?, ?> outcome = (Map<?, ?>) result;
        assertThat(outcome.get("failure")).isNull();
        return outcome.get("value");
    }

    public void useDesktop() {
        driver.executeCdpCommand("Emulation.clearDeviceMetricsOverride", Map.of());
        driver.manage().window().setSize(new Dimension(1200, 900));
    }

    /** Makes the page as small as that of a phone. */
    public void usePhone() {
        size(360, 740);
    }

    public void size(int width, int height) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
    }

    /** Sets the color scheme that the reader prefers. */
    public void useColors(String scheme) {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
    }

    /** Whether a part of the page is beside the window, so that the reader has to scroll to the side. */
    public boolean isWiderThanWindow() {
        return (Boolean) run("return document.documentElement.scrollWidth > document.documentElement.clientWidth");
    }

    public String color(String selector, String property) {
        return find(selector).getCssValue(property);
    }

    /**
     * Returns the errors in the console since the last call. A response with an error status is one too: Chromium
     * reports it in this form.
     */
    public List<String> errors() {
        List<String> errors = new ArrayList<>();
        for (LogEntry entry : driver.manage().logs().get(LogType.BROWSER)) {
            if (entry.getLevel().intValue() >= Level.WARNING.intValue()) {
                errors.add(entry.getMessage());
            }
        }
        return errors;
    }

    /** Checks that the console has no errors except those of responses with this status. */
    public void assertNoErrorsExcept(int... statuses) {
        List<String> expected = IntStream.of(statuses)
                .mapToObj(status -> "Failed to load resource: the server responded with a status of " + status)
                .toList();
        assertThat(errors()).allMatch(error -> expected.stream().anyMatch(error::contains));
    }

    /** Writes a picture of the window as PNG. */
    public void picture(Path file) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.write(file, driver.getScreenshotAs(OutputType.BYTES));
    }

    @Override
    public void close() {
        driver.quit();
    }
}
