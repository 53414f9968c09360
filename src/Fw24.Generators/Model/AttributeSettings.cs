using System.Reflection;

namespace Fw24.Generators.Model;

/// <summary>Tells which of an attribute's properties the user set to something else than its class does.</summary>
internal static class AttributeSettings
{
    /// <summary>The properties whose values are not the default ones, in ordinal order.</summary>
    public static IEnumerable<(string Name, object Value)> Of(Attribute attribute)
    {
        var defaults = Default(attribute);
        return attribute.GetType()
            .GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            .Where(static property => property.CanWrite)
            .OrderBy(static property => property.Name, StringComparer.Ordinal)
            .Select(property => (property, Value: property.GetValue(attribute)))
            .Where(setting => setting.Value is not null && !Equals(setting.Value, setting.property.GetValue(defaults)))
            .Select(static setting => (setting.property.Name, setting.Value!));
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

    private static Attribute Default(Attribute attribute)
    {
        var constructor = attribute.GetType().GetConstructors().Single();
        return (Attribute)constructor.Invoke([.. constructor.GetParameters().Select(parameter => Argument(attribute, parameter))]);
    }

    // A parameter is kept in the property of its name: logType → LogType.
    private static object Argument(Attribute attribute, ParameterInfo parameter)
        => attribute.GetType().GetProperty(char.ToUpperInvariant(parameter.Name![0]) + parameter.Name.Substring(1))!.GetValue(attribute)!;
}
