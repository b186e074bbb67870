package io.github.camelglm4.examples.gateway;

import io.github.camelglm4.examples.gateway.pages.Browser;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.openqa.selenium.Keys;

/** Writes pictures of the usage page into the folder that the system property {@code pictures} names. */
@EnabledIfSystemProperty(named = "pictures", matches = ".+")
class UsagePicturesTest {

    private static final String DATABASE = "jdbc:h2:mem:company;DB_CLOSE_DELAY=-1";

    @Test
    void writePictures() throws Exception {
        Path folder = Path.of(System.getProperty("pictures"));
        CompanyUsage.fill(DATABASE);
        try (Browser browser = Browser.start();
                UsageGateway gateway = new UsageGateway(DATABASE, CompanyUsage.CALLERS)) {
            for (String caller : CompanyUsage.NAMES) {
                gateway.ask("sk-" + caller, "fast", "");
            }
            gateway.stream("sk-website");
            gateway.stream("sk-search");
            gateway.say("Hello", 2);
            browser.open(gateway.pageUrl());
            browser.size(1200, 800);
            browser.picture(folder.resolve("usage-key.png"));
            browser.type(UsageGateway.ADMIN_KEY, Keys.ENTER);
            browser.awaitText("#in-flight", "2");
            browser.awaitText("#limits", "Valid until");
            for (String scheme : new String[] {"light", "dark"}) {
                browser.useColors(scheme);
                browser.size(1200, 1050);
                browser.picture(folder.resolve("usage-" + scheme + ".png"));
                browser.size(1200, 1700);
                browser.picture(folder.resolve("usage-complete-" + scheme + ".png"));
                browser.size(360, 3000);
                browser.picture(folder.resolve("usage-phone-" + scheme + ".png"));
            }
        }
    }
}
