namespace Fw24.Generators.Rules;

/// <summary>Finds the property that a wrong name probably means.</summary>
internal static class PropertyNames
{
    /// <summary>Gets the property whose name differs in case only, or whose attribute has the name; empty without exactly one match.</summary>
    public static string Nearest(string name, IEnumerable<(string Property, string Attribute)> stored)
        => stored
            .Where(one => string.Equals(one.Property, name, StringComparison.OrdinalIgnoreCase) || one.Attribute == name)
            .ToList() is [var only] ? only.Property : "";
}
