package io.github.camelglm4.testing.faults;

import static io.github.camelglm4.testing.faults.Answers.EVENTS;
import static io.github.camelglm4.testing.faults.Answers.HTML;
import static io.github.camelglm4.testing.faults.Answers.stream;
import static io.github.camelglm4.testing.faults.FaultScript.fault;

import io.github.camelglm4.Glm4TestSupport;
import io.github.camelglm4.error.Glm4AuthenticationException;
import io.github.camelglm4.error.Glm4OverloadedException;
import io.github.camelglm4.error.Glm4RateLimitException;
import io.github.camelglm4.error.Glm4RequestException;
import io.github.camelglm4.error.Glm4ResponseException;
import io.github.camelglm4.testing.Reply;
import java.util.List;

/** Responses with a status other than 200. */
final class StatusFaults {

    private static final String KEY = Glm4TestSupport.KEY;

    private StatusFaults() {}

    static List<FaultScript> all(Api api) {
        return List.of(
                recovers(api, "429 with `Retry-After` in seconds", busy().header("Retry-After", "0")),
                recovers(
                        api,
                        "429 with `Retry-After` as a date",
                        busy().header("Retry-After", "Thu, 01 Jan 2026 00:00:00 GMT")),
                fault("429 with `Retry-After` of a day")
                        .fails(Glm4RateLimitException.class)
                        .retryable()
                        .both(busy().header("Retry-After", "86400")),
                fault("repeated 429")
                        .fails(Glm4RateLimitException.class)
                        .retried()
                        .both(busy()),
                recovers(api, "500, then 200", Reply.error(500, "500", "oops")),
                fault("repeated 503 with an HTML page")
                        .fails(Glm4OverloadedException.class)
                        .retried()
                        .status(503)
                        .says("HTTP 503")
                        .both(Reply.of(503, "text/html", HTML)),
                fault("401 that echoes the key")
                        .fails(Glm4AuthenticationException.class)
                        .says("the key xxxxxx is wrong")
                        .both(Reply.error(401, "1002", "the key " + KEY + " is wrong, Bearer " + KEY))
                        .variant("that does not")
                        .says()
                        .both(Reply.error(401, "1000", "who are you?")),
                fault("400 with a code")
                        .fails(Glm4RequestException.class)
                        .code("1210")
                        .both(Reply.error(400, "1210", "bad parameter")),
                fault("400 without a body")
                        .fails(Glm4RequestException.class)
                        .status(400)
                        .both(Reply.empty(400)),
                fault("204").fails(Glm4ResponseException.class).status(204).both(Reply.empty(204)),
                redirect("307 to another host", 307, elsewhere(api)),
                redirect("302 to another host", 302, elsewhere(api))
                        .variant("303")
                        .status(303)
                        .both(Reply.empty(303).header("Location", elsewhere(api))),
                redirect("307 to itself", 307, Glm4TestSupport.server.url(api.path()))
                        .variant("by its path")
                        .both(Reply.empty(307).header("Location", api.path())));
    }

    private static Reply busy() {
        return Reply.error(429, "1302", "slow down");
    }

    private static FaultScript recovers(Api api, String name, Reply first) {
        return fault(name).afterRequests(2).unstreamed(first, api.reply()).streamed(first, stream(EVENTS));
    }

    private static FaultScript redirect(String name, int status, String location) {
        return fault(name)
                .fails(Glm4RequestException.class)
                .status(status)
                .both(Reply.empty(status).header("Location", location));
    }

    private static String elsewhere(Api api) {
        return Faults.ELSEWHERE.url(api.path());
    }
}
