package io.github.camelglm4.typed;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.annotation.OptBoolean;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import com.fasterxml.jackson.databind.annotation.JsonPOJOBuilder;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
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
import java.time.YearMonth;
import java.time.ZonedDateTime;
import java.util.Currency;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The schema of a class describes the JSON that Jackson reads, in the order of the class. */
class ClassSchemaTest {

    @Target(ElementType.TYPE_USE)
    @Retention(RetentionPolicy.RUNTIME)
    @interface Nullable {}

    enum Size {
        @JsonProperty("S")
        SMALL,
        LARGE
    }

    enum Grade {
        GOOD(1),
        BAD(6);

        private final int number;

        Grade(int number) {
            this.number = number;
        }

        @JsonValue
        int number() {
            return number;
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("types")
    void typeHasTheSchema(Class<?> type, String schema) {
        assertThat(schema(type)).isEqualTo(schema.replace('\'', '"'));
    }

    static Stream<Arguments> types() {
        String int32 = "{'type':'integer','format':'int32'}";
        return Stream.of(
                Arguments.of(String.class, "{'type':'string'}"),
                Arguments.of(boolean.class, "{'type':'boolean'}"),
                Arguments.of(int.class, int32),
                Arguments.of(Integer.class, int32),
                Arguments.of(long.class, "{'type':'integer','format':'int64'}"),
                Arguments.of(short.class, "{'type':'integer','format':'int16'}"),
                Arguments.of(byte.class, "{'type':'integer','format':'int8'}"),
                Arguments.of(BigInteger.class, "{'type':'integer'}"),
                Arguments.of(float.class, "{'type':'number','format':'float'}"),
                Arguments.of(double.class, "{'type':'number','format':'double'}"),
                Arguments.of(BigDecimal.class, "{'type':'number'}"),
                Arguments.of(char.class, "{'type':'string','format':'char'}"),
                Arguments.of(LocalDate.class, "{'type':'string','format':'date'}"),
                Arguments.of(Instant.class, "{'type':'string','format':'date-time'}"),
                Arguments.of(OffsetDateTime.class, "{'type':'string','format':'date-time'}"),
                Arguments.of(ZonedDateTime.class, "{'type':'string','format':'date-time'}"),
                Arguments.of(Date.class, "{'type':'string','format':'date-time'}"),
                Arguments.of(LocalDateTime.class, "{'type':'string','format':'date-time-local'}"),
                Arguments.of(LocalTime.class, "{'type':'string','format':'time-local'}"),
                Arguments.of(Duration.class, "{'type':'string','format':'duration'}"),
                Arguments.of(YearMonth.class, "{'type':'string','format':'year-month'}"),
                Arguments.of(UUID.class, "{'type':'string','format':'uuid'}"),
                Arguments.of(URI.class, "{'type':'string','format':'uri'}"),
                Arguments.of(Locale.class, "{'type':'string'}"),
                Arguments.of(Currency.class, "{'type':'string'}"),
                Arguments.of(Object.class, "{}"),
                Arguments.of(JsonNode.class, "{}"),
                Arguments.of(Size.class, "{'type':'string','enum':['S','LARGE']}"),
                Arguments.of(Grade.class, "{'type':'integer','enum':[1,6]}"),
                Arguments.of(int[].class, "{'type':'array','items':" + int32 + "}"),
                Arguments.of(Size[].class, "{'type':'array','items':{'type':'string','enum':['S','LARGE']}}"));
    }

    @Test
    void theDaysOfTheWeekAreAnEnum() {
        assertThat(schema(DayOfWeek.class)).contains("\"MONDAY\"");
    }

    record Order(
            String z,
            String a,
            Optional<String> note,
            OptionalInt count,
            @Nullable LocalDate day,
            @JsonProperty(isRequired = OptBoolean.FALSE) Size size,
            Set<Long> ids,
            Map<String, Integer> stock,
            Map<Size, Integer> bySize) {}

    @Test
    void componentsAreRequiredUnlessTheyMayBeMissing() {
        assertThat(schema(Order.class)).isEqualTo("""
                        {"type":"object","properties":{"z":{"type":"string"},"a":{"type":"string"},\
                        "note":{"type":["string","null"]},"count":{"type":["integer","null"],"format":"int32"},\
                        "day":{"type":["string","null"],"format":"date"},\
                        "size":{"anyOf":[{"type":"null"},{"type":"string","enum":["S","LARGE"]}]},\
                        "ids":{"type":"array","items":{"type":"integer","format":"int64"}},\
                        "stock":{"type":"object","additionalProperties":{"type":"integer","format":"int32"}},\
                        "bySize":{"type":"object","propertyNames":{"type":"string","enum":["S","LARGE"]},\
                        "additionalProperties":{"type":"integer","format":"int32"}}},\
                        "required":["z","a","ids","stock","bySize"],"additionalProperties":false}""");
    }

    @JsonClassDescription("A node")
    record Node(@JsonPropertyDescription("its name") String name, List<Node> children, Optional<Node> next) {}

    @Test
    void aTypeMayHoldItself() {
        assertThat(schema(Node.class)).isEqualTo("""
                        {"type":"object","properties":{"name":{"type":"string","description":"its name"},\
                        "children":{"type":"array","items":{"$ref":"#"}},\
                        "next":{"anyOf":[{"type":"null"},{"$ref":"#"}]}},\
                        "required":["name","children"],"description":"A node","additionalProperties":false}""");
    }

    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    @JsonPropertyOrder({"last_name"})
    static class Person {
        private String firstName;
        private String lastName;
        private int inside;

        @JsonIgnore
        public int ignored;

        @JsonProperty(access = JsonProperty.Access.READ_ONLY)
        public int computed;

        public String getFirstName() {
            return firstName;
        }

        public void setFirstName(String firstName) {
            this.firstName = firstName;
        }

        public String getLastName() {
            return lastName;
        }

        public void setLastName(String lastName) {
            this.lastName = lastName;
        }

        int inside() {
            return inside;
        }
    }

    @Test
    void aBeanHasThePropertiesThatJacksonSets() {
        assertThat(schema(Person.class)).isEqualTo("""
                        {"type":"object","properties":{"last_name":{"type":"string"},"first_name":{"type":"string"}},\
                        "required":["last_name","first_name"],"additionalProperties":false}""");
    }

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Lenient(int a) {}

    @Test
    void whoIgnoresWhatIsUnknownAllowsIt() {
        assertThat(schema(Lenient.class)).doesNotContain("additionalProperties");
    }

    record Isbn(@JsonValue String text) {}

    record Path(List<String> steps) {
        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        Path {}
    }

    record Book(
            Isbn isbn,
            Path shelf,
            @JsonFormat(pattern = "dd.MM.yyyy") LocalDate published) {}

    @Test
    void whatIsWrittenAsAnotherTypeHasThatTypesSchema() {
        assertThat(schema(Book.class))
                .contains("\"isbn\":{\"type\":\"string\"}")
                .contains("\"shelf\":{\"type\":\"array\"")
                .contains("\"published\":{\"type\":\"string\",\"description\":\"in the format dd.MM.yyyy\"}");
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Circle.class, name = "circle"),
        @JsonSubTypes.Type(value = Square.class, name = "square")
    })
    sealed interface Shape {}

    record Circle(double radius) implements Shape {}

    record Square(double side) implements Shape {}

    @Test
    void subtypesAreAlternativesWithTheirNames() {
        assertThat(schema(Shape.class)).isEqualTo("""
                        {"anyOf":[{"type":"object","properties":{"radius":{"type":"number","format":"double"},"kind":{"const":"circle"}},\
                        "required":["radius","kind"],"additionalProperties":false},\
                        {"type":"object","properties":{"side":{"type":"number","format":"double"},"kind":{"const":"square"}},\
                        "required":["side","kind"],"additionalProperties":false}]}""");
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Number.class, name = "number"),
        @JsonSubTypes.Type(value = Sum.class, name = "sum"),
        @JsonSubTypes.Type(value = Product.class, name = "product")
    })
    sealed interface Term {}

    record Number(int number) implements Term {}

    record Sum(Term left, Term right) implements Term {}

    record Product(Term left, Term right) implements Term {}

    @Test
    void subtypesMayHoldEachOther() {
        assertThat(schema(Term.class))
                .startsWith("{\"$defs\":{\"Number\":{")
                .contains("\"Sum-2\":{\"type\":\"object\",")
                .contains("\"required\":[\"left\",\"right\",\"kind\"]")
                .contains("\"kind\":{\"const\":\"sum\"}},\"additionalProperties\":false}")
                .doesNotContain("-1\"");
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.DEDUCTION)
    @JsonSubTypes({@JsonSubTypes.Type(Card.class), @JsonSubTypes.Type(Cash.class)})
    sealed interface Payment {}

    record Card(String number) implements Payment {}

    record Cash(BigDecimal amount) implements Payment {}

    @Test
    void subtypesMayBeToldByTheirProperties() {
        assertThat(schema(Payment.class)).isEqualTo("""
                        {"anyOf":[{"type":"object","properties":{"number":{"type":"string"}},"required":["number"],\
                        "additionalProperties":false},{"type":"object","properties":{"amount":{"type":"number"}},\
                        "required":["amount"],"additionalProperties":false}]}""");
    }

    record Address(String street, Optional<String> house) {}

    record Customer(String name, @JsonUnwrapped Address address) {}

    @Test
    void whatIsUnwrappedStandsAmongTheOthers() {
        assertThat(schema(Customer.class)).isEqualTo("""
                        {"type":"object","properties":{"name":{"type":"string"},"street":{"type":"string"},\
                        "house":{"type":["string","null"]}},"required":["name","street"],\
                        "additionalProperties":false}""");
    }

    record Keywords(List<String> allOf, int properties, String type) {}

    @Test
    void aPropertyMayHaveTheNameOfAKeyword() {
        assertThat(schema(Keywords.class)).contains("\"allOf\":{\"type\":\"array\"", "\"required\":[\"allOf\",");
    }

    @JsonDeserialize(builder = Built.Builder.class)
    static final class Built {
        private final int number;

        private Built(int number) {
            this.number = number;
        }

        public int getNumber() {
            return number;
        }

        @JsonPOJOBuilder(withPrefix = "")
        static final class Builder {
            private int number;

            public Builder number(int set) {
                number = set;
                return this;
            }

            public Built build() {
                return new Built(number);
            }
        }
    }

    @JsonDeserialize(as = Named.class)
    interface HasName {}

    record Named(String name) implements HasName {}

    record Both(Built built, HasName named) {}

    @Test
    void buildersAndNamedImplementationsHaveTheirProperties() {
        String number = "{\"type\":\"object\",\"properties\":{\"number\":{\"type\":\"integer\",\"format\":\"int32\"}},"
                + "\"required\":[\"number\"],\"additionalProperties\":false}";
        assertThat(schema(Built.class)).isEqualTo(number);
        assertThat(schema(Both.class))
                .contains("\"built\":" + number)
                .contains("\"named\":{\"type\":\"object\",\"properties\":{\"name\":{\"type\":\"string\"}}");
    }

    static class Open {
        public int known;

        @JsonAnySetter
        public Map<String, Object> others;
    }

    @Test
    void whoTakesAnyPropertyAllowsIt() {
        assertThat(schema(Open.class))
                .contains("\"known\":{\"type\":\"integer\"")
                .doesNotContain("\"additionalProperties\":false");
    }

    private static String schema(Class<?> type) {
        return ClassSchema.of(false, type).toString();
    }
}
