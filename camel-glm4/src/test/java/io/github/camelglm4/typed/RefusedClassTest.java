package io.github.camelglm4.typed;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Routes do not start with classes that no answer can fit, or that let a model choose classes or addresses. */
class RefusedClassTest extends TypedTestSupport {

    interface Shape {}

    sealed interface Sealed permits Circle {}

    record Circle(int radius) implements Sealed {}

    abstract static class Base {
        public int field;
    }

    @JsonIgnoreProperties(ignoreUnknown = true)
    interface Lenient {}

    record HoldsInterface(String name, Shape shape) {}

    record HoldsSealed(List<Sealed> shapes) {}

    record HoldsAbstract(Optional<Base> base) {}

    record MapsToAbstract(Map<String, Base> bases) {}

    class Inner {
        public int field;
    }

    static class WithoutDefaultConstructor {
        private final int number;

        WithoutDefaultConstructor(int number) {
            this.number = number;
        }

        int number() {
            return number;
        }
    }

    enum Misread {
        ONE,
        TWO;

        @JsonCreator
        static Misread of(String text) {
            return text.equals("1") ? ONE : TWO;
        }
    }

    record NamesClasses(
            @JsonTypeInfo(use = JsonTypeInfo.Id.CLASS) Object any) {}

    record NamesClassesOfElements(
            @JsonTypeInfo(use = JsonTypeInfo.Id.CLASS) List<Object> any) {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.MINIMAL_CLASS)
    @JsonSubTypes(@JsonSubTypes.Type(Nearby.class))
    interface NamesNearbyClasses {}

    record Nearby(int a) implements NamesNearbyClasses {}

    record HoldsClass(Class<?> type) {}

    record HoldsAddress(InetAddress host) {}

    @ParameterizedTest
    @MethodSource("classes")
    void stopsTheRoute(Class<?> type, String reason) {
        assertThatThrownBy(() -> context.getEndpoint("glm4:GLM-4-Air?outputClass=" + type.getName())
                        .createProducer()
                        .start())
                .hasMessageStartingWith("outputClass " + type.getName())
                .hasMessageContaining(reason);
    }

    static Stream<Arguments> classes() {
        return Stream.of(
                Arguments.of(Shape.class, "is abstract"),
                Arguments.of(Sealed.class, "is abstract"),
                Arguments.of(Base.class, "is abstract"),
                Arguments.of(Lenient.class, "is abstract"),
                Arguments.of(HoldsInterface.class, "$Shape is abstract"),
                Arguments.of(HoldsSealed.class, "$Sealed is abstract"),
                Arguments.of(HoldsAbstract.class, "$Base is abstract"),
                Arguments.of(MapsToAbstract.class, "$Base is abstract"),
                Arguments.of(Inner.class, "has no constructor that Jackson can call"),
                Arguments.of(WithoutDefaultConstructor.class, "has no property that Jackson sets"),
                Arguments.of(Misread.class, "is serialized as \"ONE\" but cannot be deserialized from it"),
                Arguments.of(NamesClasses.class, "lets the model choose a class: set use = NAME"),
                Arguments.of(NamesClassesOfElements.class, "has a JsonTypeInfo: move it to the class of the values"),
                Arguments.of(NamesNearbyClasses.class, "lets the model choose a class: set use = NAME"),
                Arguments.of(HoldsClass.class, "java.lang.Class is not supported: a model must not choose its value"),
                Arguments.of(
                        HoldsAddress.class, "java.net.InetAddress is not supported: a model must not choose its value"),
                Arguments.of(Thread.class, "java.lang.Thread"),
                Arguments.of(Optional.class, "java.util.Optional has no property that Jackson sets"),
                Arguments.of(Void.class, "java.lang.Void has no property that Jackson sets"));
    }

    @Test
    void aListOfThemDoesTheSame() {
        assertThatThrownBy(() -> context.getEndpoint("glm4:GLM-4-Air?outputClass=" + Shape.class.getName() + "[]")
                        .createProducer()
                        .start())
                .hasMessageContaining("$Shape[]")
                .hasMessageContaining("is abstract");
    }
}
