package io.github.camelglm4.typed;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelglm4.json.Fields;
import io.github.camelglm4.json.Json;
import io.github.camelglm4.schema.Schema;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every value that fits the schema of a class becomes an object, and every value that becomes an object fits the
 * schema, except for the format of texts and the size of numbers, which only Jackson checks. Types are random
 * combinations of types of the JDK, records, beans and enums; values are at the limits of these types.
 */
class WhatFitsBindsTest {

    record Box<T>(T value, Optional<T> maybe, List<T> many, Map<String, T> named, T[] array) {}

    record Pair<A, B>(A first, B second) {}

    record Chain<T>(T value, Optional<Chain<T>> next, List<Chain<T>> branches) {}

    record Scalars(
            byte b,
            short s,
            int i,
            long l,
            float f,
            double d,
            char c,
            boolean z,
            Byte b2,
            Short s2,
            Integer i2,
            Long l2,
            Float f2,
            Double d2,
            Character c2,
            Boolean z2,
            OptionalInt oi,
            OptionalLong ol,
            OptionalDouble od,
            Optional<Integer> o) {}

    record Times(
            LocalDate day,
            LocalDateTime local,
            LocalTime clock,
            Instant instant,
            OffsetDateTime offset,
            ZonedDateTime zoned,
            OffsetTime offsetTime,
            Duration duration,
            Period period,
            Year year,
            YearMonth month,
            DayOfWeek weekday,
            Date date) {}

    private static final List<Class<?>> LEAVES = List.of(
            String.class,
            Integer.class,
            Long.class,
            Short.class,
            Byte.class,
            Double.class,
            Float.class,
            Boolean.class,
            Character.class,
            BigDecimal.class,
            BigInteger.class,
            UUID.class,
            URI.class,
            Object.class,
            LocalDate.class,
            LocalDateTime.class,
            LocalTime.class,
            Instant.class,
            OffsetDateTime.class,
            ZonedDateTime.class,
            OffsetTime.class,
            Duration.class,
            Period.class,
            Year.class,
            YearMonth.class,
            DayOfWeek.class,
            Date.class,
            ClassSchemaTest.Size.class,
            ClassSchemaTest.Grade.class,
            ClassSchemaTest.Order.class,
            ClassSchemaTest.Node.class,
            ClassSchemaTest.Person.class,
            ClassSchemaTest.Lenient.class,
            ClassSchemaTest.Isbn.class,
            ClassSchemaTest.Path.class,
            ClassSchemaTest.Shape.class,
            ClassSchemaTest.Term.class,
            ClassSchemaTest.Payment.class,
            ClassSchemaTest.Customer.class,
            ClassSchemaTest.Both.class,
            ClassSchemaTest.Open.class,
            ClassSchemaTest.Keywords.class,
            Scalars.class,
            Times.class,
            Invoice.class,
            int[].class,
            String[].class,
            JsonNode.class);

    @Property(tries = 300)
    void whatFitsBinds(@ForAll("types") Type type, @ForAll Random random) {
        AnswerType answers = AnswerType.of("a generated type", type);
        Schema told = Schema.of("what the model is told", withoutForms(answers.schema()));
        for (double mistakes : new double[] {0, 0, 0.02, 0.1, 0.3}) {
            Map<String, Object> made = new JsonForSchema(random, mistakes).object(answers.schema());
            String text = Json.writeText(made);
            JsonNode json = new JsonCandidates(answers.trees(), text, false).next();
            Reading reading = json == null ? Reading.noJson() : answers.reader().apply(json);
            Statistics.label("mistakes " + mistakes).collect(reading.fits() ? "fits" : "does not");
            if (mistakes == 0) {
                assertThat(reading.findings()).as("%s for %s", text, type).isEmpty();
            }
            if (reading.fits() && !isUnwrapped(type)) {
                assertThat(told.findings(json)).as("%s for %s", text, type).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("leaves")
    void everyHardValueIsReadOnlyIfItIsOfTheTypeThatIsAskedFor(Class<?> type) {
        AnswerType answers = AnswerType.of("a type", type);
        Schema told = Schema.of("what the model is told", withoutForms(answers.schema()));
        for (Object hard : JsonForSchema.HARD) {
            String text = Json.writeText(Map.of(AnswerType.VALUE, hard));
            JsonNode json = new JsonCandidates(answers.trees(), text, false).next();
            if (json != null && answers.reader().apply(json).fits()) {
                assertThat(told.findings(json)).as("%s for %s", text, type).isEmpty();
            }
        }
    }

    /** Jackson accepts any property where others are unwrapped. */
    private static boolean isUnwrapped(Type type) {
        return type.toString().contains("Customer");
    }

    private static Map<String, Object> withoutForms(Map<String, Object> schema) {
        Map<String, Object> without = new LinkedHashMap<>();
        schema.forEach((key, value) -> {
            if (!(value instanceof String) || !key.equals("format") && !key.equals("pattern")) {
                without.put(key, withoutForms(value));
            }
        });
        return without;
    }

    private static Object withoutForms(Object value) {
        if (value instanceof Map<?, ?> map) {
            return withoutForms(Fields.object(map));
        }
        return value instanceof List<?> list
                ? list.stream().map(WhatFitsBindsTest::withoutForms).toList()
                : value;
    }

    static Stream<Class<?>> leaves() {
        return LEAVES.stream().filter(type -> AnswerType.of("a type", type).wrapped());
    }

    @Provide
    Arbitrary<Type> types() {
        return Arbitraries.recursive(() -> Arbitraries.of(LEAVES).map(c -> (Type) c), WhatFitsBindsTest::holding, 0, 3);
    }

    private static Arbitrary<Type> holding(Arbitrary<Type> inner) {
        return Arbitraries.oneOf(
                inner.map(type -> generic(List.class, type)),
                inner.map(type -> generic(Set.class, type)),
                inner.map(type -> generic(Map.class, String.class, type)),
                inner.map(type -> generic(Map.class, ClassSchemaTest.Size.class, type)),
                inner.map(type -> generic(Box.class, type)),
                inner.map(type -> generic(Chain.class, type)),
                Combinators.combine(inner, inner).as((one, other) -> generic(Pair.class, one, other)));
    }

    private static Type generic(Class<?> raw, Type... arguments) {
        return new Generic(raw, arguments);
    }

    private record Generic(Class<?> raw, Type[] arguments) implements ParameterizedType {

        @Override
        public Type[] getActualTypeArguments() {
            return arguments;
        }

        @Override
        public Type getRawType() {
            return raw;
        }

        @Override
        public Type getOwnerType() {
            return raw.getDeclaringClass();
        }

        @Override
        public String toString() {
            return raw.getSimpleName() + Arrays.toString(arguments);
        }
    }
}
