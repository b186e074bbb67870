package io.github.camelglm4.binding.image;

import io.github.camelglm4.Glm4Headers;
import io.github.camelglm4.chat.ChatMessage;
import io.github.camelglm4.error.FailureDetails;
import io.github.camelglm4.error.Glm4RequestException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/** The images that a message body holds, one or a List of them, for models that see. */
public final class Images {

    /** Of the API page for one message; several of its models take fewer. */
    private static final int MAX_COUNT = 50;

    private final Exchange exchange;
    private final List<Image> images;

    private Images(Exchange exchange, List<Image> images) {
        this.exchange = exchange;
        this.images = images;
    }

    /** The images of the exchange's body; null when it holds something else. */
    public static Images in(Exchange exchange) {
        Object body = exchange.getMessage().getBody();
        if (body instanceof List<?> list) {
            return list.isEmpty() || !isImage(exchange, list.get(0))
                    ? null
                    : new Images(exchange, elements(exchange, list));
        }
        MediaType type = imageType(exchange);
        // looking at its first bytes may have put another stream in its place
        Object data = exchange.getMessage().getBody();
        return type == null
                ? null
                : new Images(exchange, List.of(new Image("the body", data, type, exchange.getMessage()::setBody)));
    }

    /**
     * Refuses an image where only text is accepted: its bytes would be decoded as a long meaningless text.
     *
     * @throws Glm4RequestException when the body is an image
     */
    public static void refuse(Exchange exchange) {
        MediaType type = imageType(exchange);
        if (type != null) {
            throw new Glm4RequestException("the body must be text, but is " + type);
        }
    }

    /**
     * The user message with the images and a text about them. All images are checked before the first one is read.
     *
     * @throws Glm4RequestException when nothing is said, or naming the image that the API would not take
     */
    public ChatMessage userMessage(String said) {
        if (said == null || said.isBlank()) {
            throw new Glm4RequestException(
                    "the body is an image, and nothing is said about it: set the header " + Glm4Headers.USER_MESSAGE);
        }
        if (images.size() > MAX_COUNT) {
            throw new Glm4RequestException(
                    "the body has " + images.size() + " images, but " + MAX_COUNT + " are the most that is allowed");
        }
        images.forEach(image -> image.check(exchange));
        List<Map<String, Object>> parts = new ArrayList<>(images.size() + 1);
        for (Image image : images) {
            parts.add(part("image_url", Map.of("url", image.dataUrl(exchange))));
        }
        parts.add(part("text", said));
        return new ChatMessage("user", parts);
    }

    private static Map<String, Object> part(String type, Object content) {
        Map<String, Object> part = new LinkedHashMap<>();
        part.put("type", type);
        part.put(type, content);
        return part;
    }

    private static MediaType imageType(Exchange exchange) {
        Message message = exchange.getMessage();
        Object body = message.getBody();
        if (body == null || body instanceof CharSequence || body instanceof Map) {
            return null;
        }
        MediaType declared = MediaType.of(message, body);
        if (!BinaryBody.isOrConverts(exchange, body)) {
            return null;
        }
        MediaType type = declared != null && (declared.isImage() || declared.isExplicit())
                ? declared
                : shown(exchange, "the body", body, message::setBody);
        return type != null && type.isImage() ? type : null;
    }

    /** What the first bytes show; null when they show nothing. */
    private static MediaType shown(Exchange exchange, String place, Object data, Consumer<InputStream> replace) {
        try {
            return MediaType.ofContent(BinaryBody.read(exchange, data, MediaType.SIGNATURE_LENGTH, replace));
        } catch (IOException e) {
            throw new Glm4RequestException(place + " cannot be read: " + e.getMessage(), e, FailureDetails.NONE);
        }
    }

    /** Aggregators make lists of messages, too, each of which knows its own type. */
    private static boolean isImage(Exchange exchange, Object element) {
        return !(element instanceof ChatMessage)
                && (ownMessage(element) != null || BinaryBody.isOrConverts(exchange, element));
    }

    private static List<Image> elements(Exchange exchange, List<?> list) {
        Message message = exchange.getMessage();
        List<Object> readable = new ArrayList<>(list);
        List<Image> images = new ArrayList<>(list.size());
        for (int i = 0; i < list.size(); i++) {
            int index = i;
            String place = "body[" + i + "]";
            Object element = list.get(i);
            Message own = ownMessage(element);
            images.add(
                    own != null
                            ? image(exchange, place, own::getBody, MediaType.of(own, own.getBody()), own::setBody)
                            : image(
                                    exchange,
                                    place,
                                    () -> readable.get(index),
                                    MediaType.ofElement(message, element),
                                    stream -> {
                                        readable.set(index, stream);
                                        message.setBody(readable);
                                    }));
        }
        return images;
    }

    private static Image image(
            Exchange exchange, String place, Supplier<Object> data, MediaType declared, Consumer<InputStream> replace) {
        MediaType type = declared == null && BinaryBody.isOrConverts(exchange, data.get())
                ? shown(exchange, place, data.get(), replace)
                : declared;
        // looking at it may have put another stream in its place
        return new Image(place, data.get(), type, replace);
    }

    private static Message ownMessage(Object element) {
        return element instanceof Exchange exchange
                ? exchange.getMessage()
                : element instanceof Message message ? message : null;
    }
}
