package io.github.camelglm4.serving;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.json.Fields;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Map;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is wrong with a request is said in the shape of OpenAI's API, and names the field. */
class RefusedRequestTest extends ServingTestSupport {

    @Override
    protected RouteBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("glm4:echo?maxRequestSize=100000").setBody(simple("${body}"));
                from("glm4:warm?maxRequestSize=100000&maxTemperature=2").setBody(simple("${body}"));
            }
        };
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "messages                  | {'model':'echo'}",
                "messages                  | {'model':'echo','messages':null}",
                "messages                  | {'model':'echo','messages':[]}",
                "messages                  | {'model':'echo','messages':'hi'}",
                "messages[0]               | {'model':'echo','messages':['hi']}",
                "messages[0].role          | {'model':'echo','messages':[{'content':'hi'}]}",
                "messages[0].role          | {'model':'echo','messages':[{'role':'boss','content':'hi'}]}",
                "messages[0].content       | {'model':'echo','messages':[{'role':'user'}]}",
                "messages[0].content       | {'model':'echo','messages':[{'role':'user','content':7}]}",
                "messages[0].content       | {'model':'echo','messages':[{'role':'user','content':[]}]}",
                "messages[0].content[0].type | {'model':'echo','messages':[{'role':'user','content':[{}]}]}",
                "messages[1].tool_calls[0].function.name | {'model':'echo','messages':[{'role':'user','content':'x'},{'role':'assistant','tool_calls':[{'function':{}}]}]}",
                "model                     | {'messages':[{'role':'user','content':'hi'}]}",
                "model                     | {'model':7,'messages':[{'role':'user','content':'hi'}]}",
                "model                     | {'model':' ','messages':[{'role':'user','content':'hi'}]}",
            })
    void namesTheFieldOfAMessage(String param, String json) throws Exception {
        HttpResponse<String> response = send(chat(json.replace('\'', '"')));

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(error(response)).containsEntry("param", param).containsEntry("type", "invalid_request_error");
        assertThat(Fields.text(error(response), "message")).startsWith(param + " ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "temperature    | 1.5",
                "temperature    | -0.1",
                "temperature    | 'warm'",
                "temperature    | 1e999",
                "top_p          | 2",
                "max_tokens     | 0",
                "max_tokens     | 1.5",
                "max_tokens     | 99999999999",
                "max_completion_tokens | 'many'",
                "n              | 0",
                "stream         | 'yes'",
                "stop           | [1]",
                "tools          | {}",
                "tools[0].type  | [{}]",
                "tools[0].function | [{'type':'function'}]",
                "tool_choice    | 7",
                "seed           | 1e999",
                "metadata       | {\"a\":[1e999]}",
                "response_format | 'json'",
                "response_format.type | {}",
                "stream_options | true",
                "stream_options.include_usage | {'include_usage':1}",
                "user           | 7",
            })
    void namesTheParameter(String param, String value) throws Exception {
        String field = param.replaceAll("[\\[.].*", "");

        HttpResponse<String> response =
                send(chat(asking("echo", "hi", ",\"" + field + "\":" + value.replace('\'', '"'))));

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(error(response)).containsEntry("param", param);
    }

    @Test
    void takesAHigherTemperatureWhereTheModelDoes() throws Exception {
        assertThat(send(chat(asking("warm", "hi", ",\"temperature\":1.5"))).statusCode())
                .isEqualTo(200);
        assertThat(error(send(chat(asking("warm", "hi", ",\"temperature\":2.5"))))
                        .get("message"))
                .isEqualTo("temperature must be from 0 to 2.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {"``", "{", "[]", "null", "\"text\"", "{} {}", "{\"model\":\"echo\",}"})
    void refusesWhatIsNoJsonObject(String body) throws Exception {
        HttpResponse<String> response = send(chat(body));

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(error(response)).containsEntry("param", null);
    }

    @Test
    void refusesDeepNesting() throws Exception {
        String deep = "[".repeat(100_000 / 2);

        assertThat(send(chat("{\"model\":\"echo\",\"messages\":" + deep)).statusCode())
                .isEqualTo(400);
    }

    @Test
    void doesNotKnowEveryModel() throws Exception {
        HttpResponse<String> response = send(chat(asking("nobody", "hi", "")));

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(error(response)).containsEntry("code", "model_not_found").containsEntry("param", "model");
    }

    @Test
    void doesNotKnowEveryPath() throws Exception {
        assertThat(send(request("/completions").POST(BodyPublishers.ofString("{}")))
                        .statusCode())
                .isEqualTo(404);
        assertThat(send(request("/models/nobody").GET()).statusCode()).isEqualTo(404);
        assertThat(send(request("/models/%zz".replace("%zz", "%25zz")).GET()).statusCode())
                .isEqualTo(404);
    }

    @Test
    void saysWhichMethodIsAllowed() throws Exception {
        HttpResponse<String> chat = send(request("/chat/completions").GET());
        HttpResponse<String> models = send(request("/models").DELETE());

        assertThat(chat.statusCode()).isEqualTo(405);
        assertThat(chat.headers().firstValue("Allow")).contains("POST");
        assertThat(models.statusCode()).isEqualTo(405);
        assertThat(models.headers().firstValue("Allow")).contains("GET");
    }

    @ParameterizedTest
    @CsvSource({"text/plain", "application/x-www-form-urlencoded", "application/json;charset=utf-16"})
    void takesOnlyJson(String type) throws Exception {
        HttpResponse<String> response = send(chat(asking("echo", "hi", "")).setHeader("Content-Type", type));

        assertThat(response.statusCode()).isEqualTo(415);
        assertThat(Fields.text(error(response), "message")).contains(type);
    }

    @Test
    void takesJsonUnderOtherNames() throws Exception {
        for (String type : new String[] {"application/json; charset=UTF-8", "Application/JSON", "application/x+json"}) {
            assertThat(send(chat(asking("echo", "hi", "")).setHeader("Content-Type", type))
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void takesNoCompressedRequest() throws Exception {
        assertThat(send(chat(asking("echo", "hi", "")).header("Content-Encoding", "gzip"))
                        .statusCode())
                .isEqualTo(415);
    }

    @Test
    void refusesWhatIsTooLargeWithAnAnswerThatArrives() throws Exception {
        String large = asking("echo", "x".repeat(200_000), "");

        HttpResponse<String> known = send(chat(large));
        HttpResponse<String> chunked =
                send(chat("").POST(BodyPublishers.fromPublisher(BodyPublishers.ofString(large))));

        assertThat(known.statusCode()).isEqualTo(413);
        assertThat(chunked.statusCode()).isEqualTo(413);
        assertThat(Fields.text(error(chunked), "message")).contains("100000");
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(url(path)));
    }

    private static Map<String, Object> error(HttpResponse<String> response) throws Exception {
        return Fields.object(json(response), "error");
    }

    /** Two bytes of JSON may become a hundred bytes of memory. */
    @Test
    void objectsThatTakeMoreMemoryThanTheLimitAllows() throws Exception {
        String objects = "{},".repeat(30_000);
        HttpResponse<String> response = send(chat(asking("echo", "hi", ",\"x\":[" + objects + "1]")));

        assertThat(response.statusCode()).isEqualTo(413);
        assertThat(response.body()).contains("request_too_large", "objects", "limit of 100000 bytes");
        assertThat(send(chat(asking("echo", "hi", ""))).statusCode()).isEqualTo(200);
    }
}
