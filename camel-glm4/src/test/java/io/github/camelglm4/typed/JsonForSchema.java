package io.github.camelglm4.typed;

import io.github.camelglm4.json.Fields;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Creates random JSON values that fit a schema, or nearly: some leaves are replaced with difficult values. */
final class JsonForSchema {

    /** Values at the limits of types, or just beyond them. */
    static final List<Object> HARD = List.of(
            0,
            -1,
            127,
            128,
            -129,
            32_767,
            32_768,
            Integer.MAX_VALUE,
            Integer.MIN_VALUE,
            2_147_483_648L,
            -2_147_483_649L,
            Long.MAX_VALUE,
            Long.MIN_VALUE,
            new java.math.BigInteger("9223372036854775808"),
            new java.math.BigInteger("123456789012345678901234567890"),
            1.0,
            -0.0,
            1.5,
            1e3,
            1e20,
            1e300,
            5e-324,
            new java.math.BigDecimal("1.10"),
            new java.math.BigDecimal("1e400"),
            true,
            false,
            List.of(),
            Map.of(),
            "",
            " ",
            "a",
            "ab",
            "😀",
            "S",
            "s",
            "LARGE",
            "1",
            "true",
            "null",
            "2026-01-31",
            "2026-02-30",
            "2024-02-29",
            "0000-01-01",
            "9999-12-31",
            "+12026-01-31",
            "-0001-01-01",
            "2026-1-31",
            "2026-01-31T09:30:00Z",
            "2026-01-31T09:30Z",
            "2026-01-31T23:59:60Z",
            "2026-01-31t09:30:00z",
            "2026-01-31 09:30:00Z",
            "2026-01-31T24:00:00Z",
            "2026-01-31T09:30:00.123456789Z",
            "2026-01-31T09:30:00.1+18:00",
            "2026-01-31T09:30:00+18:01",
            "2026-01-31T09:30:00-00:00",
            "2026-01-31T09:30:00+0100",
            "2026-01-31T09:30:00+01",
            "2026-01-31T09:30:00+01:00:30",
            "2026-01-31T09:30:00,5Z",
            "9999-12-31T23:59:59.999999999-18:00",
            "0000-01-01T00:00:00+18:00",
            "+999999999-12-31T23:59:59Z",
            "2026-01-31T09:30:00",
            "2026-01-31T09:30",
            "2026-02-30T09:30:00",
            "2026-01-31T09:30:00.1234567891",
            "09:30:00",
            "09:30",
            "24:00:00",
            "09:30:00Z",
            "09:30:00+01:00",
            "09:30:00.5-18:00",
            "2026-01",
            "2026-13",
            "0000-01",
            "P1D",
            "PT1H",
            "P1DT1H1M1.5S",
            "P",
            "PT",
            "P1Y",
            "P1M",
            "P1W",
            "P1Y2M3W4D",
            "-PT1S",
            "P-1D",
            "PT1.5H",
            "p1d",
            "P999999D",
            "PT999999999H999999999M",
            "P999999Y999999M999999D",
            "P99999999999999999999D",
            "123e4567-e89b-12d3-a456-426614174000",
            "123E4567-E89B-12D3-A456-426614174000",
            "123e4567e89b12d3a456426614174000",
            "{123e4567-e89b-12d3-a456-426614174000}",
            "http://example.com/a?b=c#d",
            "urn:isbn:123",
            "http://exa mple.com",
            "http://[::1",
            "http://example.com/%zz",
            "http://例え.jp/",
            "mailto:a@b",
            ":",
            "relative/path",
            "http://example.com/ä|b");

    private final Random random;
    private final double mistakes;

    /** @param mistakes the probability of replacing a value with a difficult one, 0 to 1 */
    JsonForSchema(Random random, double mistakes) {
        this.random = random;
        this.mistakes = mistakes;
    }

    Map<String, Object> object(Map<String, Object> root) {
        Object value = value(root, root, 6);
        return value instanceof Map ? Fields.object(value) : Map.of("not", "an object");
    }

    /** @param depth the number of levels before lists are empty and optional properties are missing */
    private Object value(Map<String, Object> schema, Map<String, Object> root, int depth) {
        if (random.nextDouble() < mistakes) {
            return HARD.get(random.nextInt(HARD.size()));
        }
        if (schema.get("$ref") instanceof String reference) {
            return value(resolved(reference, root), root, depth);
        }
        if (schema.get("anyOf") instanceof List<?> alternatives) {
            List<Map<String, Object>> schemas = Fields.objects(alternatives);
            return value(depth <= 0 ? schemas.get(0) : any(schemas), root, depth);
        }
        if (schema.containsKey("const")) {
            return schema.get("const");
        }
        if (schema.get("enum") instanceof List<?> constants) {
            return any(constants);
        }
        Object type = schema.get("type") instanceof List<?> types ? any(types) : schema.get("type");
        return type == null ? "anything" : ofType(type.toString(), schema, root, depth);
    }

    private Object ofType(String type, Map<String, Object> schema, Map<String, Object> root, int depth) {
        return switch (type) {
            case "object" -> properties(schema, root, depth);
            case "array" -> {
                List<Object> list = new ArrayList<>();
                for (int i = depth <= 0 ? 0 : random.nextInt(3); i > 0; i--) {
                    list.add(value(Fields.object(schema, "items"), root, depth - 1));
                }
                yield list;
            }
            case "integer" -> random.nextInt(100);
            case "number" -> random.nextBoolean() ? random.nextInt(100) : random.nextInt(1000) / 8.0;
            case "boolean" -> random.nextBoolean();
            case "null" -> null;
            default -> text(schema);
        };
    }

    private Map<String, Object> properties(Map<String, Object> schema, Map<String, Object> root, int depth) {
        Map<String, Object> object = new LinkedHashMap<>();
        List<?> required = schema.get("required") instanceof List<?> names ? names : List.of();
        Fields.object(schema, "properties").forEach((name, property) -> {
            boolean kept =
                    required.contains(name) ? random.nextDouble() >= mistakes / 4 : depth > 0 && random.nextBoolean();
            if (kept) {
                object.put(name, value(Fields.object(property), root, depth - 1));
            }
        });
        if (schema.get("additionalProperties") instanceof Map<?, ?> values && depth > 0) {
            Object names = Fields.object(schema, "propertyNames").get("enum");
            String name = names instanceof List<?> constants ? any(constants).toString() : "k" + random.nextInt(9);
            object.put(name, value(Fields.object(values), root, depth - 1));
        }
        if (random.nextDouble() < mistakes / 4) {
            object.put("unknown", 1);
        }
        return object;
    }

    private String text(Map<String, Object> schema) {
        String format = schema.get("format") instanceof String text ? text : "";
        int n = random.nextInt(10);
        return switch (format) {
            case "date" -> "202" + n + "-02-28";
            case "date-time" -> "202" + n + "-02-28T0" + n + ":30:00" + any(List.of("Z", "+01:00", "-11:30", ".5Z"));
            case "date-time-local" -> "202" + n + "-02-28T0" + n + ":30:00";
            case "time" -> "0" + n + ":30:00Z";
            case "time-local" -> "0" + n + ":30:00";
            case "duration" -> "PT" + n + "H";
            case "period" -> "P" + n + "D";
            case "year-month" -> "202" + n + "-12";
            case "uuid" -> new java.util.UUID(random.nextLong(), random.nextLong()).toString();
            case "uri" -> "https://example.com/" + n;
            case "char" -> "" + n;
            default -> "text " + n;
        };
    }

    private static Map<String, Object> resolved(String reference, Map<String, Object> root) {
        Map<String, Object> place = root;
        for (String step : reference.replace("#", "").split("/")) {
            place = step.isEmpty() ? place : Fields.object(place, step);
        }
        return place;
    }

    private <T> T any(List<T> elements) {
        return elements.get(random.nextInt(elements.size()));
    }
}
