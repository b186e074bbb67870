package io.github.camelglm4.attack;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Asks one question after the other, and remembers the longest wait. */
final class HonestCaller {

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final URI url;
    private int answers;
    private long longestNanos;

    HonestCaller(int port) {
        this.url = URI.create("http://127.0.0.1:" + port + "/v1/chat/completions");
    }

    /** The status of the answer of that model. */
    int ask(String model, boolean streamed) throws IOException, InterruptedException {
        String question = "{\"model\":\"" + model + "\",\"stream\":" + streamed
                + ",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";
        long begin = System.nanoTime();
        HttpResponse<String> response = CLIENT.send(
                HttpRequest.newBuilder(url)
                        .header("Content-Type", "application/json")
                        .header("Authorization", "Bearer " + AttackedServer.KEY)
                        .timeout(Duration.ofSeconds(30))
                        .POST(HttpRequest.BodyPublishers.ofString(question))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        longestNanos = Math.max(longestNanos, System.nanoTime() - begin);
        answers++;
        return response.statusCode();
    }

    int answers() {
        return answers;
    }

    long longestMillis() {
        return longestNanos / 1_000_000;
    }
}
