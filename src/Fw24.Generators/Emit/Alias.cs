namespace Fw24.Generators.Emit;

/// <summary>A short name for a namespace, used as in <c>Tasks::Task</c>.</summary>
/// <remarks>
/// A name before <c>::</c> is looked up among aliases only, so no user-defined type or namespace can interfere. Aliases are declared within the file's
/// namespace, where a user's <c>global using</c> of the same name does not conflict with them.
/// </remarks>
internal sealed record Alias(string Name, string Namespace)
{
    public static Alias CodeDom { get; } = new("CodeDom", "System.CodeDom.Compiler");

    public static Alias Collections { get; } = new("Collections", "System.Collections.Generic");

    public static Alias Fw24 { get; } = new("Fw24", "Fw24");

    public static Alias LambdaEvents { get; } = new("LambdaEvents", "Amazon.Lambda.DynamoDBEvents");

    public static Alias System { get; } = new("System", "System");

    public static Alias Tasks { get; } = new("Tasks", "System.Threading.Tasks");

    public static Alias Threading { get; } = new("Threading", "System.Threading");

    /// <summary>Gets a type's name with aliases for the namespaces of the platform.</summary>
    /// <param name="type">The name with <c>global::</c>.</param>
    public static string Shorten(string type) => type.Contains("global::System.")
        ? type.Replace("global::System.Collections.Generic.", "Collections::").Replace("global::System.", "System::")
        : type;
}
