package io.github.camelglm4.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.testing.Reply;
import java.net.http.HttpResponse;

/** The samples of docs/serving.md. */
class ServingPageTest extends DocPageTest {

    @SampleOf("serving.md#a-fake-model-for-tests")
    void servesAFakeModel(Sample.Version sample) throws Exception {
        sample.load(context);

        HttpResponse<String> answer = askServed("fake", "none");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("\"content\":\"You said: Hi\"", "\"model\":\"fake\"");
    }

    @SampleOf("serving.md#a-gateway")
    void handsOnWhatTheServiceAnswers(Sample.Version sample) throws Exception {
        server.enqueue(Reply.completion("Hello"), Reply.completionStream("Hel", "lo"));
        sample.load(context);

        assertThat(askServed("proxy", "none").body()).contains("\"content\":\"Hello\"");
        assertThat(askServedForStream("proxy").body())
                .contains("\"content\":\"Hel\"", "\"content\":\"lo\"")
                .endsWith("data: [DONE]\n\n");
        assertThat(request()).contains("\"model\":\"GLM-4-Air\"").doesNotContain("stream");
        assertThat(request()).contains("\"model\":\"GLM-4-Air\"", "\"stream\":true");
    }

    @SampleOf("serving.md#answers-of-the-route/2")
    void streamsWhatABeanWrites(Sample.Version sample) throws Exception {
        sample.load(context);

        assertThat(askServed("countdown", "none").body()).contains("\"content\":\"3 2 1 0 \"");
        assertThat(askServedForStream("countdown").body()).contains("\"content\":\"3 \"", "\"content\":\"0 \"");
    }

    @SampleOf("serving.md#authentication")
    void knowsCallersByTheirKeys(Sample.Version sample) throws Exception {
        sample.load(context);

        assertThat(askServed("members", "sk-alice").body()).contains("Hello alice");
        assertThat(askServed("members", "sk-bob").body()).contains("Hello bob");
        assertThat(askServed("members", "sk-eve").statusCode()).isEqualTo(401);
    }

    @SampleOf("serving.md#errors")
    void refusesWithAStatus(Sample.Version sample) throws Exception {
        sample.load(context);

        HttpResponse<String> answer = askServed("closed", "none");

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).contains("\"message\":\"Open again at nine.\"");
    }
}
