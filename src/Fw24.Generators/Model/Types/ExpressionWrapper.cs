namespace Fw24.Generators.Model.Types;

/// <summary>The code around a collection that the runtime reads, if the property's type differs.</summary>
/// <param name="Before">The code before it, such as <c>new SortedSet&lt;int&gt;(</c>.</param>
/// <param name="After">The code after it.</param>
internal sealed record ExpressionWrapper(string Before, string After)
{
    /// <summary>No conversion: the collection is used as it is.</summary>
    public static ExpressionWrapper None { get; } = new("", "");
}
