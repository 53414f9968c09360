using System.Collections.Concurrent;
using System.Reflection;

namespace Fw24.Generators.Model;

/// <summary>Tells which of an attribute's properties the user set to something else than its class does.</summary>
internal static class AttributeSettings
{
    // Of a class, reflection always says the same.
    private static readonly ConcurrentDictionary<Type, PropertyInfo[]> s_settings = new();

    /// <summary>The properties whose values are not the default ones, in ordinal order.</summary>
    public static IEnumerable<(string Name, object Value)> Of(Attribute attribute)
    {
        var defaults = Default(attribute);
        foreach (var property in s_settings.GetOrAdd(attribute.GetType(), static type => Settings(type)))
        {
            if (property.GetValue(attribute) is { } value && !value.Equals(property.GetValue(defaults)))
            {
                yield return (property.Name, value);
            }
        }
    }

    /// <summary>The values its constructor took, by the names of its parameters.</summary>
    public static IEnumerable<(string Name, object Value)> Arguments(Attribute attribute)
        => attribute.GetType().GetConstructors().Single().GetParameters().Select(parameter => (parameter.Name!, Argument(attribute, parameter)));

    /// <summary>Copies the settings of one attribute to another of its class.</summary>
    public static void Copy<T>(T source, T target, Func<(string Name, object Value), bool> isMeant)
        where T : Attribute
    {
        foreach (var (name, value) in Of(source).Where(isMeant))
        {
            typeof(T).GetProperty(name)!.SetValue(target, value);
        }
    }

    private static PropertyInfo[] Settings(Type type)
        => [.. type
            .GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            .Where(static property => property.CanWrite)
            .OrderBy(static property => property.Name, StringComparer.Ordinal)];

    private static Attribute Default(Attribute attribute)
    {
        var constructor = attribute.GetType().GetConstructors().Single();
        return (Attribute)constructor.Invoke([.. constructor.GetParameters().Select(parameter => Argument(attribute, parameter))]);
    }

    // A parameter is kept in the property of its name: logType → LogType.
    private static object Argument(Attribute attribute, ParameterInfo parameter)
        => attribute.GetType().GetProperty(char.ToUpperInvariant(parameter.Name![0]) + parameter.Name.Substring(1))!.GetValue(attribute)!;
}
