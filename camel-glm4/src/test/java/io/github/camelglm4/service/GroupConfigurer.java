package io.github.camelglm4.service;

import io.github.camelglm4.options.LayeredOptions;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.PropertyConfigurer;
import org.apache.camel.spi.PropertyConfigurerGetter;
import org.apache.camel.spi.UriParam;
import org.apache.camel.support.component.PropertyConfigurerSupport;
import org.apache.camel.util.ReflectionHelper;

/** Sets the options of calls by the getters of their groups, as generated code does. */
class GroupConfigurer extends PropertyConfigurerSupport implements PropertyConfigurer, PropertyConfigurerGetter {

    private static final List<String> GROUPS = List.of("Service", "Timeouts", "Transport", "Retry", "Concurrency");

    private final Class<?> target;

    GroupConfigurer(Class<?> target) {
        this.target = target;
    }

    /** An option: its field, and the getter of its group. */
    record Option(Method group, Field field) {

        Method setter() {
            String name = field.getName();
            return ReflectionHelper.findMethod(
                    field.getDeclaringClass(),
                    "set" + name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1),
                    field.getType());
        }

        LayeredOptions<?> of(Object target) throws ReflectiveOperationException {
            return (LayeredOptions<?>) group.invoke(target);
        }
    }

    Stream<Option> options() {
        return GROUPS.stream()
                .map(group -> Stream.of(target.getMethods())
                        .filter(method -> method.getName().equals("get" + group))
                        .findFirst()
                        .orElseThrow())
                .flatMap(group -> Stream.of(group.getReturnType().getDeclaredFields())
                        .filter(field -> field.isAnnotationPresent(UriParam.class))
                        .map(field -> new Option(group, field)));
    }

    private Optional<Option> option(String name, boolean ignoreCase) {
        return options()
                .filter(option -> ignoreCase
                        ? option.field.getName().equalsIgnoreCase(name)
                        : option.field.getName().equals(name))
                .findFirst();
    }

    @Override
    public boolean configure(CamelContext context, Object on, String name, Object value, boolean ignoreCase) {
        Optional<Option> found = option(name, ignoreCase);
        found.ifPresent(option -> {
            try {
                Class<?> type = option.field.getType();
                option.setter()
                        .invoke(
                                option.of(on),
                                type == long.class
                                        ? property(context, java.time.Duration.class, value)
                                                .toMillis()
                                        : property(context, type, value));
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        });
        return found.isPresent();
    }

    @Override
    public Class<?> getOptionType(String name, boolean ignoreCase) {
        return option(name, ignoreCase)
                .map(option -> (Class<?>) option.field.getType())
                .orElse(null);
    }

    @Override
    public Object getOptionValue(Object on, String name, boolean ignoreCase) {
        return option(name, ignoreCase)
                .map(option -> {
                    try {
                        option.field.setAccessible(true);
                        return option.field.get(option.of(on));
                    } catch (ReflectiveOperationException e) {
                        throw new IllegalStateException(e);
                    }
                })
                .orElse(null);
    }
}
