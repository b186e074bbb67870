package io.github.camelglm4.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelglm4.net.ServiceUrl;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A key from the environment is sent only to its platform, with TLS. */
class ApiKeyOptionTest {

    private static final Map<String, String> ALL =
            Map.of("GLM4_API_KEY", "glm4", "ZAI_API_KEY", "zai", "ZHIPUAI_API_KEY", "zhipu");
    private static final ServiceUrl PLATFORM = ServiceUrl.parse(ServiceOptions.DEFAULT_BASE_URL);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://open.bigmodel.cn/api/paas/v4",
                "https://open.bigmodel.cn/api/coding/paas/v4",
                "https://api.z.ai/api/paas/v4",
                "HTTPS://API.Z.AI:443/api/paas/v4"
            })
    void thePlatformGetsTheKeyOfTheEnvironment(String baseUrl) {
        assertThat(ApiKeyOption.resolve(null, ServiceUrl.parse(baseUrl), ALL::get))
                .isEqualTo("glm4");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://open.bigmodel.cn/api/paas/v4",
                "https://open.bigmodel.cn.evil.com/api/paas/v4",
                "https://evil.com/open.bigmodel.cn",
                "https://api.z.ai.:443/v4",
                "http://localhost:8000/v1"
            })
    void nobodyElseGetsIt(String baseUrl) {
        assertThat(ApiKeyOption.resolve(null, ServiceUrl.parse(baseUrl), ALL::get))
                .isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "GLM4_API_KEY, https://open.bigmodel.cn/api/paas/v4",
        "GLM4_API_KEY, https://api.z.ai/api/paas/v4",
        "ZAI_API_KEY, https://api.z.ai/api/coding/paas/v4",
        "ZHIPUAI_API_KEY, https://open.bigmodel.cn/api/coding/paas/v4"
    })
    void eachVariableIsTried(String variable, String baseUrl) {
        assertThat(ApiKeyOption.resolve(" ", ServiceUrl.parse(baseUrl), Map.of(variable, " key\n")::get))
                .isEqualTo("key");
    }

    @ParameterizedTest
    @CsvSource({
        "ZAI_API_KEY, https://open.bigmodel.cn/api/paas/v4, https://api.z.ai/api/paas/v4",
        "ZHIPUAI_API_KEY, https://api.z.ai/api/paas/v4, https://open.bigmodel.cn/api/paas/v4"
    })
    void aKeyOfAnotherPlatformIsNotSentThere(String variable, String baseUrl, String itsOwn) {
        assertThatThrownBy(() -> ApiKeyOption.resolve(null, ServiceUrl.parse(baseUrl), Map.of(variable, "hidden")::get))
                .hasMessageContaining(variable)
                .hasMessageContaining(itsOwn)
                .hasMessageNotContaining("hidden");
    }

    @Test
    void eachPlatformGetsItsOwnKey() {
        Map<String, String> both = Map.of("ZAI_API_KEY", "zai", "ZHIPUAI_API_KEY", "zhipu");

        assertThat(ApiKeyOption.resolve(null, PLATFORM, both::get)).isEqualTo("zhipu");
        assertThat(ApiKeyOption.resolve(null, ServiceUrl.parse("https://api.z.ai/api/paas/v4"), both::get))
                .isEqualTo("zai");
    }

    @ParameterizedTest
    @CsvSource({
        ", ZAI_API_KEY, https://api.z.ai/api/paas/v4",
        "' ', ZAI_API_KEY, https://api.z.ai/api/paas/v4",
        "mine, ZAI_API_KEY, https://open.bigmodel.cn/api/paas/v4",
        ", ZHIPUAI_API_KEY, https://open.bigmodel.cn/api/paas/v4",
        ", GLM4_API_KEY, https://open.bigmodel.cn/api/paas/v4",
        ", ZAI_API_KEY ZHIPUAI_API_KEY, https://open.bigmodel.cn/api/paas/v4",
        ", ZAI_API_KEY GLM4_API_KEY, https://open.bigmodel.cn/api/paas/v4",
        ", OTHER, https://open.bigmodel.cn/api/paas/v4"
    })
    void withoutABaseUrlTheKeyDecides(String option, String variables, String baseUrl) {
        ServiceOptions service = new ServiceOptions();
        service.setApiKey(option);
        assertThat(ApiKeyOption.baseUrl(service, name -> variables.contains(name) ? "key" : null))
                .isEqualTo(baseUrl);
        service.setBaseUrl("http://localhost/v1");
        assertThat(ApiKeyOption.baseUrl(service, name -> "key")).isEqualTo("http://localhost/v1");
    }

    @Test
    void theOptionStandsBeforeTheEnvironment() {
        assertThat(ApiKeyOption.resolve("mine\n", PLATFORM, ALL::get)).isEqualTo("mine");
    }

    @Test
    void aBlankVariableIsAsGoodAsNone() {
        assertThatThrownBy(() -> ApiKeyOption.resolve(null, PLATFORM, Map.of("GLM4_API_KEY", " ")::get))
                .hasMessageStartingWith("apiKey is missing: open.bigmodel.cn requires one.");
    }

    @Test
    void aBrokenVariableIsNamedAndNotShown() {
        assertThatThrownBy(() -> ApiKeyOption.resolve(null, PLATFORM, Map.of("ZHIPUAI_API_KEY", "a b")::get))
                .hasMessageContaining("the environment variable ZHIPUAI_API_KEY")
                .hasMessageNotContaining("a b");
    }
}
