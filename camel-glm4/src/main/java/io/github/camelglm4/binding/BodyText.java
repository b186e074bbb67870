package io.github.camelglm4.binding;

import io.github.camelglm4.binding.image.Images;
import io.github.camelglm4.chat.ChatCompletion;
import io.github.camelglm4.json.Json;
import java.util.Collection;
import java.util.Map;
import org.apache.camel.Exchange;

/** What a route's message says, as text for a model or its caller: text as it is, data as JSON. */
public final class BodyText {

    private BodyText() {}

    /**
     * The text of the exchange's body, which is not null.
     *
     * @throws RuntimeException when the body has no text, or cannot be read
     */
    public static String of(Exchange exchange) {
        Object body = exchange.getMessage().getBody();
        if (isData(body)) {
            return Json.writeText(body);
        }
        Images.refuse(exchange);
        return TextBody.read(exchange);
    }

    private static boolean isData(Object body) {
        return body instanceof Map
                || body instanceof Collection
                || body instanceof Object[]
                || body instanceof Number
                || body instanceof Boolean
                || body instanceof Record && !isOurs(body);
    }

    /** Ours have converters, which know better. */
    private static boolean isOurs(Object body) {
        return body.getClass().getPackageName().equals(ChatCompletion.class.getPackageName());
    }
}
