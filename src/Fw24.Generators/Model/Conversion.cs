namespace Fw24.Generators.Model;

/// <summary>The code around a collection that the runtime reads, where the property's type is another one.</summary>
/// <param name="Before">What stands before it, such as <c>new SortedSet&lt;int&gt;(</c>.</param>
/// <param name="After">What stands behind it.</param>
internal sealed record Conversion(string Before, string After)
{
    /// <summary>The collection as it is.</summary>
    public static Conversion None { get; } = new("", "");
}
