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

/** The images in a message body, one or a List of them, for models that accept images. */
public final class Images {

    /** Limit in the API reference for one message; several models accept fewer. */
    private static final int MAX_COUNT = 50;

    private final Exchange exchange;
    private final List<Image> images;

    private Images(Exchange exchange, List<Image> images) {
        this.exchange = exchange;
        this.images = images;
    }

    /** Returns the images in the body; null if it contains something else. */
    public static Images in(Exchange exchange) {
        Object body = exchange.getMessage().getBody();
        if (body instanceof List<?> list) {
            return list.isEmpty() || !isImage(exchange, list.get(0))
                    ? null
                    : new Images(exchange, elements(exchange, list));
        }
        MediaType type = imageType(exchange);
        // reading its first bytes may have replaced the stream
        Object data = exchange.getMessage().getBody();
        return type == null
                ? null
                : new Images(exchange, List.of(new Image("the body", data, type, exchange.getMessage()::setBody)));
    }

    /**
     * Rejects an image if only text is accepted: its bytes would be decoded as a long meaningless text.
     *
     * @throws Glm4RequestException if the body is an image
     */
    public static void refuse(Exchange exchange) {
        MediaType type = imageType(exchange);
        if (type != null) {
            throw new Glm4RequestException("the body must be text, but is " + type);
        }
    }

    /**
     * Returns the user message with the images and a text. All images are checked before the first one is read.
     *
     * @throws Glm4RequestException if the text is missing, or an image is not valid
     */
    public ChatMessage userMessage(String said) {
        if (said == null || said.isBlank()) {
            throw new Glm4RequestException(
                    "the body is an image, but there is no user message: set the header " + Glm4Headers.USER_MESSAGE);
        }
        if (images.size() > MAX_COUNT) {
            throw new Glm4RequestException(
                    "the body has " + images.size() + " images, but the maximum is " + MAX_COUNT);
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

    /** Returns the type that the first bytes indicate; null if they indicate none. */
    private static MediaType shown(Exchange exchange, String place, Object data, Consumer<InputStream> replace) {
        try {
            return MediaType.ofContent(BinaryBody.read(exchange, data, MediaType.SIGNATURE_LENGTH, replace));
        } catch (IOException e) {
            throw new Glm4RequestException(place + " cannot be read: " + e.getMessage(), e, FailureDetails.NONE);
        }
    }

    /** Aggregators also create lists of messages; each message has its own type. */
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
        // reading its first bytes may have replaced the stream
        return new Image(place, data.get(), type, replace);
    }

    private static Message ownMessage(Object element) {
        return element instanceof Exchange exchange
                ? exchange.getMessage()
                : element instanceof Message message ? message : null;
    }
}
