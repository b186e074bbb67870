package io.github.camelglm4.options;

import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.ExtendedPropertyConfigurerGetter;
import org.apache.camel.spi.PropertyConfigurer;
import org.apache.camel.spi.PropertyConfigurerGetter;

/**
 * Sets options of a component or endpoint, and refuses a text that is no value of the option's type: Camel takes any
 * word for the number 0, which stands for no limit here.
 */
public final class CheckedOptions implements PropertyConfigurer, ExtendedPropertyConfigurerGetter {

    /** What Camel writes for a switch that is named without a value. */
    private static final String SWITCH = "@@MagicValue@@";

    private final PropertyConfigurer options;

    private CheckedOptions(PropertyConfigurer options) {
        this.options = options;
    }

    /** The same options, checked; as they are when they cannot tell their types. */
    public static PropertyConfigurer of(PropertyConfigurer options) {
        return options instanceof PropertyConfigurerGetter ? new CheckedOptions(options) : options;
    }

    /** @throws IllegalArgumentException naming the option, its value and what is allowed */
    @Override
    public boolean configure(CamelContext context, Object target, String name, Object value, boolean ignoreCase) {
        Class<?> type = getOptionType(name, ignoreCase);
        boolean checked = type != null && value instanceof String text && !isResolvedLater(text);
        return options.configure(
                context, target, name, checked ? OptionText.value(name, type, (String) value) : value, ignoreCase);
    }

    /** A bean or a placeholder. */
    private static boolean isResolvedLater(String text) {
        return text.startsWith("#") || text.contains("{{") || text.equals(SWITCH);
    }

    @Override
    public Class<?> getOptionType(String name, boolean ignoreCase) {
        return getter().getOptionType(name, ignoreCase);
    }

    @Override
    public Object getOptionValue(Object target, String name, boolean ignoreCase) {
        return getter().getOptionValue(target, name, ignoreCase);
    }

    @Override
    public Object getCollectionValueType(Object target, String name, boolean ignoreCase) {
        return getter().getCollectionValueType(target, name, ignoreCase);
    }

    @Override
    public Map<String, Object> getAllOptions(Object target) {
        return options instanceof ExtendedPropertyConfigurerGetter all ? all.getAllOptions(target) : Map.of();
    }

    private PropertyConfigurerGetter getter() {
        return (PropertyConfigurerGetter) options;
    }
}
